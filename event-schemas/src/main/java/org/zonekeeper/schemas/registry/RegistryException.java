package org.zonekeeper.schemas.registry;

import org.zonekeeper.settings.Foreseen;

/**
 * Something went wrong between us and the schema registry. Which subclass it is decides what the
 * caller may do; above all, none but {@link SchemaNotFoundException} and {@link
 * UnusableSchemaException} says anything about a record, so no other may send one to a dead-letter
 * topic.
 */
public abstract sealed class RegistryException extends RuntimeException implements Foreseen
    permits RegistryUnavailableException,
        RegistryRefusedException,
        SchemaNotFoundException,
        IncompatibleSchemaException,
        ContradictoryRegistryException,
        UnusableSchemaException {
  private static final long serialVersionUID = 1L;

  RegistryException(String message, Throwable cause) {
    super(message, cause);
  }
}
