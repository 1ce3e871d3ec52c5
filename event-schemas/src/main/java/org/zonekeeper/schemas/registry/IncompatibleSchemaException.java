package org.zonekeeper.schemas.registry;

/** The registry refuses a schema because older or newer readers could not live with it. */
public final class IncompatibleSchemaException extends RegistryException {
  private static final long serialVersionUID = 1L;

  IncompatibleSchemaException(String message) {
    super(message, null);
  }
}
