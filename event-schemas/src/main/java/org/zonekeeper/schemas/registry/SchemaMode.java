package org.zonekeeper.schemas.registry;

/** How a writer comes by the ids of its schemas at start; value of {@code registry.mode}. */
public enum SchemaMode {
  /** Register what is missing. For development, and where services may write to the registry. */
  REGISTER,
  /**
   * Only look up; a schema that is missing stops the start. For production, where a release step
   * registers schemas and services may only read.
   */
  LOOK_UP
}
