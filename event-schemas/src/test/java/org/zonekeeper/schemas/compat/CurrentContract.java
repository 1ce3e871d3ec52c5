package org.zonekeeper.schemas.compat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.zonekeeper.schemas.TopicSpec;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.registry.NeutralSchema;
import org.zonekeeper.schemas.state.State;
import org.zonekeeper.schemas.wire.ReleasedSchemas;

/** The schemas of this build, in the folders in which they are released. */
final class CurrentContract {
  private CurrentContract() {}

  /** Schemas by folder: a topic's name, or {@link ReleasedSchemas#STATE}. */
  static Map<String, List<Schema>> folders() {
    Map<String, List<Schema>> folders = new TreeMap<>();
    for (TopicSpec topic : Topics.all()) {
      if (!topic.types().isEmpty()) {
        folders.put(
            topic.name(),
            topic.types().stream()
                .map(type -> NeutralSchema.of(SpecificData.get().getSchema(type)))
                .toList());
      }
    }
    folders.put(ReleasedSchemas.STATE, state());
    return folders;
  }

  /**
   * Every record of the state's namespace, nested ones too: which are stored is the owner's affair.
   */
  private static List<Schema> state() {
    List<Schema> records = new ArrayList<>();
    for (Schema schema : State.PROTOCOL.getTypes()) {
      boolean ours = schema.getNamespace().equals(State.PROTOCOL.getNamespace());
      if (ours && schema.getType() == Schema.Type.RECORD) {
        records.add(NeutralSchema.of(schema));
      }
    }
    return records;
  }
}
