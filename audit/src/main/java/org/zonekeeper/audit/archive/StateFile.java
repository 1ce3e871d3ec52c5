package org.zonekeeper.audit.archive;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.zonekeeper.audit.source.DamagedJournalException;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.state.State.Entity;
import org.zonekeeper.schemas.trust.ContractTypes;
import org.zonekeeper.schemas.wire.FormerSymbols;

/**
 * A zone's state behind the last event of a container file, beside that file: a short cut for
 * states of later instants, made of the events and of nothing else. Stateless; any thread.
 */
final class StateFile {
  static {
    ContractTypes.trust();
  }

  private static final int LEVEL = 3;
  private static final Schema ENTITIES =
      Schema.createUnion(Entity.types().stream().map(SpecificData.get()::getSchema).toList());

  private StateFile() {}

  /** Reads entities of any build, whatever their enums' symbols were called then. */
  private static final class EntityReader extends SpecificDatumReader<Entity> {
    EntityReader() {
      super(ENTITIES);
    }

    @Override
    public void setSchema(Schema written) {
      super.setSchema(FormerSymbols.of(ENTITIES).renamedIn(written));
    }
  }

  /** Its name beside the events' file. */
  static String nameOf(Segment segment) {
    return segment.file().replaceFirst("\\.avro$", ".state.avro");
  }

  /** Writes the state and returns the file's SHA-256. */
  static String write(Path directory, Segment segment, ZoneState state) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataFileWriter<Entity> writer =
        new DataFileWriter<>(new SpecificDatumWriter<>(ENTITIES))) {
      writer
          .setCodec(CodecFactory.zstandardCodec(LEVEL, true))
          .setMeta("zonekeeper.sequence", segment.lastSequence())
          .create(ENTITIES, bytes);
      for (Entity entity : (Iterable<Entity>) state.entities()::iterator) {
        writer.append(entity);
      }
    }
    DurableFiles.write(directory.resolve(nameOf(segment)), bytes.toByteArray());
    return Sha256.of(bytes.toByteArray());
  }

  /**
   * Reads the state of a segment that has one.
   *
   * @throws DamagedJournalException if the file is missing or not the one that was written
   */
  static ZoneState read(Path directory, String zone, Segment segment) {
    String name = nameOf(segment);
    try {
      byte[] bytes = Files.readAllBytes(directory.resolve(name));
      if (!Sha256.of(bytes).equals(segment.stateSha256())) {
        throw new IOException("its SHA-256 is not the one that the manifest has");
      }
      List<Entity> entities = new ArrayList<>();
      try (DataFileStream<Entity> stream =
          new DataFileStream<>(new ByteArrayInputStream(bytes), new EntityReader())) {
        stream.forEachRemaining(entities::add);
      }
      return ZoneState.restore(zone, entities.stream());
    } catch (IOException | AvroRuntimeException e) {
      throw new DamagedJournalException(
          zone,
          "zone %s: the archive's state %s cannot be used: %s; --from-the-beginning does without it"
              .formatted(zone, name, e.getMessage()),
          e);
    }
  }
}
