type Tree = { [field: string]: Tree | true };

/** The part of an answer that `fields=items[increment_id,entity_id],total_count` names; all of it where there is no `fields`. */
export function project(answer: unknown, fields: unknown): unknown {
  return typeof fields === 'string' && fields !== '' ? keep(answer, parseFields(fields)) : answer;
}

function parseFields(text: string): Tree {
  const root: Tree = {};
  const open: Tree[] = [root];
  let last = '';
  for (const token of text.match(/[[\]]|[^[\],\s]+/g) ?? []) {
    const tree = open[open.length - 1] ?? root;
    if (token === '[') {
      const inner: Tree = {};
      tree[last] = inner;
      open.push(inner);
    } else if (token === ']') open.pop();
    else {
      tree[token] = true;
      last = token;
    }
  }
  return root;
}

/** Like Webapi\Rest\Response\FieldsFilter: an empty list becomes null where fields of its entries are named. */
function keep(value: unknown, tree: Tree): unknown {
  if (Array.isArray(value)) return value.length > 0 ? value.map((item) => keep(item, tree)) : null;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([field]) => field in tree)
      .map(([field, inner]) => {
        const below = tree[field];
        return [field, below === true || below === undefined ? inner : keep(inner, below)];
      }),
  );
}
