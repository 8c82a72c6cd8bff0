import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { erpWorkflowId } from '../domain/ids.ts';
import { searchAttributes as key } from '../workflows/kit/search-attributes.ts';

/** What the ERP's workflow says of the login; asked of the list, which needs no worker. */
export async function loginIsRefused(client: Client, erp: string): Promise<boolean> {
  try {
    const { typedSearchAttributes } = await client.workflow.getHandle(erpWorkflowId(erp)).describe();
    return typedSearchAttributes.get(key.Attention) === 'ERP_LOGIN_REFUSED';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}
