package org.zonekeeper.schemas.registry;

/**
 * The registry says something else of an id than before: records would be read with the wrong
 * schema, which nobody might notice. It is another registry, or one that was restored to an earlier
 * state.
 */
public final class ContradictoryRegistryException extends RegistryException {
  private static final long serialVersionUID = 1L;

  ContradictoryRegistryException(String message) {
    super(message + " If it is meant, remove the file schema-ids.json of this part first.", null);
  }
}
