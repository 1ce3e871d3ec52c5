package org.zonekeeper.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * File of the ids that the registry gave, kept from one start to the next: with it a part starts
 * while the registry is away, and notices a registry that gives other ids than before. Used by one
 * thread, at start.
 */
public final class SchemaMemory {
  private static final Logger LOG = LoggerFactory.getLogger(SchemaMemory.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;

  /** What a file or a registry says of ids. */
  record Known(Map<Integer, Schema> schemas, Map<SubjectSchema, Integer> ids) {
    static final Known NOTHING = new Known(Map.of(), Map.of());
  }

  /** A schema in its neutral form, under a subject. */
  record SubjectSchema(String subject, Schema schema) {}

  private SchemaMemory(Path file) {
    this.file = file;
  }

  /** Kept in this directory. */
  public static SchemaMemory in(Path directory) {
    return new SchemaMemory(directory.resolve("schema-ids.json"));
  }

  /** What is kept; nothing if there is no file, or one that cannot be read, which is told. */
  Known read() {
    if (!Files.exists(file)) {
      return Known.NOTHING;
    }
    try {
      JsonNode kept = JSON.readTree(Files.readAllBytes(file));
      Map<Integer, Schema> schemas = new LinkedHashMap<>();
      for (JsonNode each : kept.path("schemas")) {
        schemas.put(
            each.path("id").asInt(), new Schema.Parser().parse(each.path("schema").asText()));
      }
      Map<SubjectSchema, Integer> ids = new LinkedHashMap<>();
      for (JsonNode each : kept.path("subjects")) {
        int id = each.path("id").asInt();
        Optional.ofNullable(schemas.get(id))
            .ifPresent(
                schema -> ids.put(new SubjectSchema(each.path("subject").asText(), schema), id));
      }
      return new Known(schemas, ids);
    } catch (IOException | AvroRuntimeException e) {
      LOG.warn("known schema ids cannot be read file={} reason=\"{}\"", file, e.getMessage());
      return Known.NOTHING;
    }
  }

  /** Keeps it for the next start; a failure is told and does no other harm. */
  void keep(Known known) {
    ObjectNode kept = JSON.createObjectNode();
    ArrayNode schemas = kept.putArray("schemas");
    known
        .schemas()
        .forEach(
            (id, schema) -> schemas.addObject().put("id", id).put("schema", schema.toString()));
    ArrayNode subjects = kept.putArray("subjects");
    known
        .ids()
        .forEach((of, id) -> subjects.addObject().put("subject", of.subject()).put("id", id));
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      Files.write(fresh, JSON.writeValueAsBytes(kept));
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      LOG.warn("known schema ids cannot be kept file={} reason=\"{}\"", file, e.toString());
    }
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
