/** Where our programs are as they are installed: built once for the run, beneath the project so that they find their packages. */
export function builtPrograms(): string {
  const folder = process.env.INCASSO_PROGRAMS;
  if (!folder) throw new Error('The programs are built for the project "slow" only.');
  return folder;
}
