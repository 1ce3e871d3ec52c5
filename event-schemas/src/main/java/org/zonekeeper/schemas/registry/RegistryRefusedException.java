package org.zonekeeper.schemas.registry;

/**
 * Something answered, and will answer the same again until a person changes something: credentials
 * missing or wrong, an address that is no registry, a schema that the registry calls invalid. Says
 * nothing about a record: stop, never skip or dead-letter one for it.
 */
public final class RegistryRefusedException extends RegistryException {
  private static final long serialVersionUID = 1L;

  RegistryRefusedException(String message) {
    super(message, null);
  }
}
