package org.zonekeeper.schemas.registry;

/**
 * The registry holds a schema under this id, but not one that this client reads: not Avro, built
 * from references to other schemas, or not parseable.
 */
public final class UnusableSchemaException extends RegistryException {
  private static final long serialVersionUID = 1L;

  UnusableSchemaException(String message, Throwable cause) {
    super(message, cause);
  }
}
