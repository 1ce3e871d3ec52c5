package org.zonekeeper.schemas.registry;

/** The registry is there and says that it has no such subject, version, schema or id. */
public final class SchemaNotFoundException extends RegistryException {
  private static final long serialVersionUID = 1L;

  SchemaNotFoundException(String message) {
    super(message, null);
  }
}
