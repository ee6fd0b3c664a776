import { label } from '../../model/label.ts'
import type { Block, Printed } from '../../model/paper.ts'

const buyer = label('甲方（需方）', 'Party A (buyer)')
const seller = label('乙方（供方）', 'Party B (seller)')

const customer = {
  party: { field: 'customerId', facts: ['creditCode', 'address', 'phone'] },
  person: { ofParty: 'primaryContactId', facts: ['phone'] },
} as const

const product = { column: 'productId', code: 'code', unit: 'unit', detail: 'specification' } as const

/** The money of a document, to the last word. */
const sums: readonly Block[] = [{ block: 'lines' }, { block: 'totals' }, { block: 'words' }]

/** 报价单 */
export const quotePaper: Printed = {
  title: label('报价单', 'Quotation'),
  ...customer,
  person: { ...customer.person, field: 'contactId' },
  product,
  terms: 'terms',
  blocks: [
    { block: 'company' },
    { block: 'title' },
    { block: 'party' },
    { block: 'facts', fields: ['quotedOn', 'validUntil', 'revision', 'ownerId'] },
    ...sums,
    { block: 'terms' },
    {
      block: 'signatures',
      ours: label('供方（盖章）', 'For the seller'),
      theirs: label('需方确认（盖章）', 'Accepted by'),
    },
  ],
}

/** 合同 */
export const contractPaper: Printed = {
  title: label('销售合同', 'Sales contract'),
  ...customer,
  product,
  terms: 'terms',
  blocks: [
    { block: 'title' },
    { block: 'parties', theirs: buyer, ours: seller },
    { block: 'facts', fields: ['name', 'signedOn', 'startsOn', 'endsOn'] },
    {
      block: 'text',
      text: label(
        '甲乙双方经友好协商，就下列产品与服务的购销达成一致，订立本合同，共同遵守。',
        'The parties agree on the sale and purchase of the following products and services.',
      ),
    },
    ...sums,
    { block: 'table', field: 'milestones' },
    { block: 'terms' },
    {
      block: 'text',
      text: label(
        '本合同一式两份，双方各执一份，自双方签字并盖章之日起生效。',
        'This contract is made in two originals, one for each party, and takes effect when both have signed and sealed it.',
      ),
    },
    { block: 'signatures', theirs: buyer, ours: seller },
  ],
}

/** 订单 */
export const orderPaper: Printed = {
  title: label('销售订单', 'Sales order'),
  ...customer,
  product,
  blocks: [
    { block: 'company' },
    { block: 'title' },
    { block: 'party' },
    { block: 'facts', fields: ['orderedOn', 'dueOn', 'contractId', 'ownerId'] },
    ...sums,
    {
      block: 'signatures',
      ours: label('供方（盖章）', 'For the seller'),
      theirs: label('需方（盖章）', 'For the buyer'),
    },
  ],
}

/** 收据 */
export const receiptPaper: Printed = {
  title: label('收据', 'Receipt'),
  ...customer,
  paper: 'A5',
  blocks: [
    { block: 'company' },
    { block: 'title' },
    { block: 'facts', fields: ['receivedOn', 'method', 'reference', 'contractId'] },
    { block: 'text', text: label('今收到：{customer.name}', 'Received from: {customer.name}') },
    { block: 'table', field: 'allocations' },
    { block: 'totals' },
    { block: 'words' },
    {
      block: 'signatures',
      ours: label('收款单位（盖章）', 'Payee (stamp)'),
      theirs: label('交款单位（盖章）', 'Payer (stamp)'),
    },
  ],
}
