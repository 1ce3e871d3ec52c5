package org.zonekeeper.schemas.registry;

/**
 * No address of the registry gave a usable answer, after all retries. Says nothing about the record
 * or schema in hand: try again later, or stop; never skip or dead-letter a record for it.
 */
public final class RegistryUnavailableException extends RegistryException {
  private static final long serialVersionUID = 1L;

  RegistryUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
