import { required, unsupported, wrongType } from './errors.ts';

type Body = Record<string, unknown>;

/** Reads one value. Throws Magento's 400 on a wrong type; accepts what PHP would ("1" for 1). */
type Read<T> = (value: unknown) => T;

const string: Read<string> = (value) => {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  throw wrongType(JSON.stringify(value), 'string');
};
const int: Read<number> = (value) => {
  if (/^-?\d+$/.test(String(value)) && typeof value !== 'object') return Number(value);
  throw wrongType(JSON.stringify(value), 'int');
};
const float: Read<number> = (value) => {
  if (typeof value === 'number' || /^\d+(\.\d+)?$/.test(String(value))) return Number(value);
  throw wrongType(JSON.stringify(value), 'float');
};
const bool: Read<boolean> = (value) => {
  if (typeof value === 'boolean') return value;
  if (value === 0 || value === 1) return value === 1;
  throw wrongType(JSON.stringify(value), 'boolean');
};
const ignored: Read<unknown> = (value) => value;
const list: Read<unknown[]> = (value) => (Array.isArray(value) ? value : []);
const orderItems: Read<{ orderItemId: number; qty: number }[]> = (value) =>
  list(value).map((entry) => {
    const item = fields(entry, { order_item_id: int, qty: float, extension_attributes: ignored });
    if (item.order_item_id === undefined) throw required('order_item_id');
    return { orderItemId: item.order_item_id, qty: item.qty ?? 0 };
  });

/** The body of the invoice route. `items` empty: all. */
export interface InvoiceBody {
  capture: boolean;
  notify: boolean;
  appendComment: boolean;
  items: { orderItemId: number; qty: number }[];
  comment?: { comment: string; isVisibleOnFront: number };
}

/**
 * Reads the invoice route's body. Unknown fields are refused, top-level ones too, which a released Magento ignores: a
 * mistyped `capture` must not pass here.
 */
export function readInvoiceBody(body: unknown): InvoiceBody {
  const read = fields(body, {
    capture: bool,
    notify: bool,
    append_comment: bool,
    items: orderItems,
    comment: (value: unknown) => {
      const comment = fields(value, {
        comment: string,
        is_visible_on_front: int,
        extension_attributes: ignored,
      });
      return { comment: comment.comment ?? '', isVisibleOnFront: comment.is_visible_on_front ?? 0 };
    },
    arguments: ignored,
  });
  return {
    capture: read.capture ?? false,
    notify: read.notify ?? false,
    appendComment: read.append_comment ?? false,
    items: read.items ?? [],
    comment: read.comment,
  };
}

/** The body of the shipping route. `items` empty: all. */
export interface ShipBody {
  items: unknown[];
  tracks: { track_number: string; title: string; carrier_code: string }[];
}

/** Reads the shipping route's body; unknown fields are refused. */
export function readShipBody(body: unknown): ShipBody {
  const read = fields(body, {
    items: list,
    notify: bool,
    append_comment: bool,
    comment: ignored,
    tracks: (value: unknown) =>
      list(value).map((item) => {
        const track = fields(item, {
          track_number: string,
          title: string,
          carrier_code: string,
          extension_attributes: ignored,
        });
        return {
          track_number: track.track_number ?? '',
          title: track.title ?? '',
          carrier_code: track.carrier_code ?? '',
        };
      }),
    packages: ignored,
    arguments: ignored,
  });
  return { items: read.items ?? [], tracks: read.tracks ?? [] };
}

/** The body of the refund route. `items` empty: all; `shippingAmount` absent: all that is left of it. Major units. */
export interface RefundBody {
  items: { orderItemId: number; qty: number }[];
  shippingAmount?: number;
  adjustmentPositive: number;
  adjustmentNegative: number;
}

/** Reads the refund route's body; unknown fields are refused. */
export function readRefundBody(body: unknown): RefundBody {
  const read = fields(body, {
    items: orderItems,
    notify: bool,
    append_comment: bool,
    comment: ignored,
    arguments: (value: unknown) =>
      fields(value, {
        shipping_amount: float,
        adjustment_positive: float,
        adjustment_negative: float,
        extension_attributes: ignored,
      }),
  });
  return {
    items: read.items ?? [],
    shippingAmount: read.arguments?.shipping_amount,
    adjustmentPositive: read.arguments?.adjustment_positive ?? 0,
    adjustmentNegative: read.arguments?.adjustment_negative ?? 0,
  };
}

/** The body of the comments route, below `statusHistory` or `status_history`. */
export interface CommentBody {
  comment: string;
  status?: string;
  isCustomerNotified: number;
  isVisibleOnFront: number;
}

/** Reads the comments route's body; unknown fields are refused. */
export function readCommentBody(body: unknown): CommentBody {
  const read = fields(body, {
    status_history: (value: unknown) =>
      fields(value, {
        comment: string,
        status: string,
        is_customer_notified: int,
        is_visible_on_front: int,
        created_at: string,
        entity_id: int,
        entity_name: string,
        parent_id: int,
        extension_attributes: ignored,
      }),
  }).status_history;
  if (!read) throw required('statusHistory');
  return {
    comment: read.comment ?? '',
    status: read.status,
    isCustomerNotified: read.is_customer_notified ?? 0,
    isVisibleOnFront: read.is_visible_on_front ?? 0,
  };
}

/** Reads known fields, in camelCase or snake_case as Magento does; null counts as absent. */
function fields<Readers extends Record<string, Read<unknown>>>(
  body: unknown,
  readers: Readers,
): { [Name in keyof Readers]?: ReturnType<Readers[Name]> } {
  const given: Body = typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Body) : {};
  const read: Body = {};
  for (const [name, value] of Object.entries(given)) {
    const snake = name.replace(/(?<=\w)([A-Z])/g, '_$1').toLowerCase();
    const reader = readers[snake];
    if (!reader) throw unsupported(name);
    if (value !== null) read[snake] = reader(value);
  }
  return read as { [Name in keyof Readers]?: ReturnType<Readers[Name]> };
}
