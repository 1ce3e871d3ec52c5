package org.zonekeeper.audit.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What differs between two pictures of a zone. Stateless; any thread. */
public final class StateDiff {
  private StateDiff() {}

  /** Whether an entity came, went or changed. */
  public enum Kind {
    CAME,
    WENT,
    CHANGED
  }

  /**
   * One difference.
   *
   * @param entity such as "agent a-1"
   * @param field the field that changed; empty if the entity came or went
   * @param before its value, or the whole entity that went
   * @param after its value, or the whole entity that came
   */
  public record Difference(
      Kind kind, String entity, String field, JsonNode before, JsonNode after) {}

  /** All differences, by entity and field. */
  public static List<Difference> between(
      Map<String, JsonNode> before, Map<String, JsonNode> after) {
    List<Difference> found = new ArrayList<>();
    TreeSet<String> entities = new TreeSet<>(before.keySet());
    entities.addAll(after.keySet());
    for (String entity : entities) {
      JsonNode old = before.getOrDefault(entity, MissingNode.getInstance());
      JsonNode young = after.getOrDefault(entity, MissingNode.getInstance());
      if (old.isMissingNode()) {
        found.add(new Difference(Kind.CAME, entity, "", old, young));
      } else if (young.isMissingNode()) {
        found.add(new Difference(Kind.WENT, entity, "", old, young));
      } else {
        fields(entity, old, young, found);
      }
    }
    return found;
  }

  private static void fields(
      String entity, JsonNode before, JsonNode after, List<Difference> found) {
    before
        .properties()
        .forEach(
            field -> {
              JsonNode young = after.path(field.getKey());
              if (!field.getValue().equals(young)) {
                found.add(
                    new Difference(Kind.CHANGED, entity, field.getKey(), field.getValue(), young));
              }
            });
  }
}
