/**
 * Whether a setting of this name holds a secret; such a setting takes `${ENV_NAME}` and nothing else.
 * By name and not by mark, so that a connector that forgets the mark is safe too. A mail server's address has its password.
 */
export function isSecretName(name: string): boolean {
  return (
    /(secret|password|passwordHash|token|key|^smtp)$/i.test(name) &&
    !/^(public|publishable|consumer)key$/i.test(name)
  );
}
