package org.zonekeeper.schemas.compat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;

/**
 * Tells what breaks between a released schema and the current one. Both must read the other's
 * records (FULL), because in a rolling upgrade new writers meet old readers as well. Avro's own
 * check does not look at logical types, so this one does: milliseconds read as microseconds are
 * wrong by a factor of a thousand without any error.
 */
final class Evolution {
  private Evolution() {}

  /** What breaks, one line for each field; empty if nothing does. */
  static List<String> breaks(Schema current, Schema released) {
    List<String> breaks = new ArrayList<>();
    unreadable(current.getName(), current, released, breaks);
    compareMeaning(current.getName(), current, released, new ArrayList<>(), breaks);
    return breaks;
  }

  private static void unreadable(
      String path, Schema current, Schema released, List<String> breaks) {
    cannotRead(path, "current", current, "released", released, breaks);
    cannotRead(path, "released", released, "current", current, breaks);
  }

  private static void cannotRead(
      String path,
      String reading,
      Schema reader,
      String writing,
      Schema writer,
      List<String> breaks) {
    var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getResult();
    for (Incompatibility found : result.getIncompatibilities()) {
      breaks.add(
          "the %s schema cannot read the %s one: at %s: %s, %s"
              .formatted(
                  reading,
                  writing,
                  place(path, found.getLocation(), reader),
                  found.getType(),
                  found.getMessage()));
    }
  }

  /**
   * Avro's locations are JSON pointers with field numbers ({@code /fields/2/type}); people need
   * names.
   */
  private static String place(String start, String location, Schema root) {
    StringBuilder path = new StringBuilder(start);
    Schema at = root;
    String[] steps = location.split("/", -1);
    for (int i = 1; i < steps.length; i++) {
      String step = steps[i];
      if (step.equals("fields") && i + 1 < steps.length) {
        Schema.Field field = at.getFields().get(Integer.parseInt(steps[++i]));
        path.append('.').append(field.name());
        at = field.schema();
      } else if (at.getType() == Schema.Type.UNION && step.matches("\\d+")) {
        at = at.getTypes().get(Integer.parseInt(step));
      } else if (at.getType() == Schema.Type.ARRAY && step.equals("items")) {
        at = at.getElementType();
      } else if (at.getType() == Schema.Type.MAP && step.equals("values")) {
        at = at.getValueType();
      }
    }
    return path.toString();
  }

  private static void compareMeaning(
      String path, Schema current, Schema released, List<String> seen, List<String> breaks) {
    if (current.getType() != released.getType()) {
      return; // a promotion or a change of union, which Avro's own check has judged
    }
    if (!Objects.equals(meaning(current), meaning(released))) {
      breaks.add(
          "%s means %s now and was released as %s"
              .formatted(path, meaning(current), meaning(released)));
    }
    switch (current.getType()) {
      case RECORD -> compareFields(path, current, released, seen, breaks);
      case ARRAY ->
          compareMeaning(
              path + "[]", current.getElementType(), released.getElementType(), seen, breaks);
      case MAP ->
          compareMeaning(
              path + "{}", current.getValueType(), released.getValueType(), seen, breaks);
      case UNION -> compareBranches(path, current, released, seen, breaks);
      default -> {
        // nothing inside
      }
    }
  }

  private static void compareFields(
      String path, Schema current, Schema released, List<String> seen, List<String> breaks) {
    if (seen.contains(current.getFullName())) {
      return;
    }
    seen.add(current.getFullName());
    for (Schema.Field field : current.getFields()) {
      Schema.Field before = released.getField(field.name());
      if (before != null) {
        compareMeaning(path + "." + field.name(), field.schema(), before.schema(), seen, breaks);
      }
    }
  }

  private static void compareBranches(
      String path, Schema current, Schema released, List<String> seen, List<String> breaks) {
    for (Schema branch : current.getTypes()) {
      released.getTypes().stream()
          .filter(before -> before.getFullName().equals(branch.getFullName()))
          .forEach(
              before -> {
                // Avro only says that the union lacks a branch, and not what is wrong inside it.
                unreadable(path, branch, before, breaks);
                compareMeaning(path, branch, before, seen, breaks);
              });
    }
  }

  private static String meaning(Schema schema) {
    LogicalType logical = schema.getLogicalType();
    return logical == null ? "a plain " + schema.getType().getName() : logical.getName();
  }
}
