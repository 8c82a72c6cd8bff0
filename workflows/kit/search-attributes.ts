import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';

/**
 * What the workflow list shows and filters by; `FollowedDocument` is for our own reading of it, as JSON. `Amount` is in
 * minor units; values are never encrypted, so no e-mail, address or fiscal code. At most 10 of type Keyword and 3 of type Int fit a namespace kept in SQL.
 */
export const searchAttributes = {
  Outcome: defineSearchAttributeKey('Outcome', SearchAttributeType.KEYWORD),
  Attention: defineSearchAttributeKey('Attention', SearchAttributeType.KEYWORD),
  Stage: defineSearchAttributeKey('Stage', SearchAttributeType.KEYWORD),
  Gateway: defineSearchAttributeKey('Gateway', SearchAttributeType.KEYWORD),
  Shop: defineSearchAttributeKey('Shop', SearchAttributeType.KEYWORD),
  OrderNumber: defineSearchAttributeKey('OrderNumber', SearchAttributeType.KEYWORD),
  Customer: defineSearchAttributeKey('Customer', SearchAttributeType.KEYWORD),
  Document: defineSearchAttributeKey('Document', SearchAttributeType.KEYWORD),
  FollowedDocument: defineSearchAttributeKey('FollowedDocument', SearchAttributeType.KEYWORD),
  Amount: defineSearchAttributeKey('Amount', SearchAttributeType.INT),
} as const;
