package org.zonekeeper.audit.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.zonekeeper.audit.source.DamagedJournalException;
import org.zonekeeper.audit.source.JournalRecord;
import org.zonekeeper.audit.source.JournalScan;
import org.zonekeeper.audit.source.RecordPosition;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.wire.RecordBodies;

/**
 * The records of one container file, block by block; at its end the file's checksum is compared
 * with the manifest's. Confined to one thread.
 */
final class SegmentScan implements JournalScan {
  private final String zone;
  private final Segment segment;
  private final MessageDigest digest = Sha256.begin();
  private final DataFileStream<Object> file;
  private final List<Schema> schemas;
  private final List<DatumReader<SpecificRecord>> readers = new ArrayList<>();
  private byte[] block = {};
  private BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(block, null);
  private int end;
  private long left;
  private long read;
  private boolean proven;

  SegmentScan(Path directory, String zone, Segment segment, RecordBodies bodies) {
    this.zone = zone;
    this.segment = segment;
    Path path = directory.resolve(segment.file());
    this.file = opened(path);
    try {
      this.schemas = file.getSchema().getTypes();
      schemas.forEach(schema -> readers.add(bodies.readerOf(schema)));
    } catch (RuntimeException e) {
      close();
      throw damaged("its schemas are not those of a journal: " + e.getMessage(), e);
    }
  }

  private DataFileStream<Object> opened(Path path) {
    try {
      long size = Files.size(path);
      if (size != segment.bytes()) {
        throw damaged(
            "it has %d bytes where the manifest says %d; it was cut off or changed"
                .formatted(size, segment.bytes()),
            null);
      }
      InputStream bytes = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
      return new DataFileStream<>(new DigestInputStream(bytes, digest), new GenericDatumReader<>());
    } catch (IOException | RuntimeException e) {
      if (e instanceof DamagedJournalException damaged) {
        throw damaged;
      }
      throw damaged("it cannot be opened: " + e, e);
    }
  }

  @Override
  public boolean hasNext() {
    try {
      while (left == 0 && file.hasNext()) {
        nextBlock();
      }
      if (left == 0 && !proven) {
        prove();
      }
      return left > 0;
    } catch (IOException | AvroRuntimeException e) {
      throw damaged("a block of it is broken: " + e, e);
    }
  }

  private void nextBlock() throws IOException {
    ByteBuffer bytes = file.nextBlock();
    left = file.getBlockCount();
    block = bytes.array();
    int start = bytes.arrayOffset() + bytes.position();
    end = start + bytes.remaining();
    decoder = DecoderFactory.get().binaryDecoder(block, start, bytes.remaining(), decoder);
  }

  /** Everything has been read: is it what was once written? */
  private void prove() {
    proven = true;
    if (!Sha256.end(digest).equals(segment.sha256())) {
      throw damaged("its SHA-256 is not the one that the manifest has", null);
    }
    if (read != segment.events()) {
      throw damaged(
          "it has %d events where the manifest says %d".formatted(read, segment.events()), null);
    }
  }

  @Override
  public JournalRecord next() {
    if (!hasNext()) {
      throw new NoSuchElementException(segment.file() + " is read");
    }
    try {
      int index = decoder.readIndex();
      int from = position();
      Event event = (Event) readers.get(index).read(null, decoder);
      byte[] body = Arrays.copyOfRange(block, from, position());
      left--;
      read++;
      if (left == 0 && !decoder.isEnd()) {
        throw damaged("a block of it has bytes left over", null);
      }
      return JournalRecord.of(
          zone, new RecordPosition(segment.file(), read), body, schemas.get(index), event);
    } catch (IOException | AvroRuntimeException | IndexOutOfBoundsException e) {
      throw damaged("record %d of it cannot be read: %s".formatted(read + 1, e), e);
    }
  }

  private int position() throws IOException {
    return end - decoder.inputStream().available();
  }

  private DamagedJournalException damaged(String how, Throwable cause) {
    long good = segment.firstSequence() + read - 1;
    return new DamagedJournalException(
        zone,
        "zone %s: the archive's file %s is damaged: %s. Its sequences are %d to %d; %s"
            .formatted(
                zone,
                segment.file(),
                how,
                segment.firstSequence(),
                segment.lastSequence(),
                read == 0 ? "none of them was read" : "up to %d they were read".formatted(good)),
        cause);
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw damaged("it cannot be closed: " + e, e);
    }
  }
}
