package org.zonekeeper.audit.archive;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** A container file being written. Confined to one thread. */
final class SegmentFile implements AutoCloseable {
  /** Zstandard's own default; more costs much time and saves little on small events. */
  private static final int LEVEL = 3;

  /** Uncompressed bytes of a block: what is held in memory, and what a broken byte costs. */
  private static final long MOST_BLOCK_BYTES = 64_000;

  private static final String UNFINISHED = ".part";

  private final Path target;
  private final Path unfinished;
  private final String name;
  private final EventUnion union;
  private final MessageDigest digest = Sha256.begin();
  private final CountingStream stream;
  private final DataFileWriter<Object> writer;
  private final long headerBytes;
  private final ByteArrayOutputStream datum = new ByteArrayOutputStream(512);
  private Optional<Range> range = Optional.empty();

  private record Range(long firstSequence, long lastSequence, long firstAt, long lastAt) {}

  /**
   * @param directory the archive
   * @param zone the one zone of the file
   * @param firstSequence of the first event that will be appended
   * @param mostBytes how long the file is going to be, about
   */
  SegmentFile(Path directory, String zone, long firstSequence, EventUnion union, long mostBytes)
      throws IOException {
    this.name = "%s/%s-%019d.avro".formatted(zone, zone, firstSequence);
    this.target = directory.resolve(name);
    this.unfinished = directory.resolve(name + UNFINISHED);
    this.union = union;
    Files.createDirectories(target.getParent());
    this.stream = new CountingStream(Files.newOutputStream(unfinished), digest);
    this.writer =
        new DataFileWriter<>(new GenericDatumWriter<>(union.schema()))
            // The checksum makes every block prove itself, wherever in the file it is read.
            .setCodec(CodecFactory.zstandardCodec(LEVEL, true))
            .setSyncInterval((int) Math.clamp(mostBytes / 4, 1_000, MOST_BLOCK_BYTES))
            .setMeta("zonekeeper.zone", zone)
            .create(union.schema(), stream);
    this.headerBytes = stream.count;
  }

  /** Whether an event of this schema fits into the file. */
  boolean takes(Schema schema) {
    return union.indexOf(schema).isPresent();
  }

  /** Bytes of events written so far; neither the schemas nor the block in hand are among them. */
  long eventBytes() {
    return stream.count - headerBytes;
  }

  void append(Schema schema, byte[] body, long sequence, long at) throws IOException {
    datum.reset();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(datum, null);
    encoder.writeIndex(union.indexOf(schema).orElseThrow());
    datum.write(body);
    writer.appendEncoded(ByteBuffer.wrap(datum.toByteArray()));
    Range so = range.orElse(new Range(sequence, sequence, at, at));
    range = Optional.of(new Range(so.firstSequence(), sequence, so.firstAt(), at));
  }

  /** Ends the file and gives it its name; only now is it of use. */
  Segment finish() throws IOException {
    writer.close();
    DurableFiles.force(unfinished);
    Files.move(
        unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Range so = range.orElseThrow();
    return new Segment(
        name,
        so.firstSequence(),
        so.lastSequence(),
        so.firstAt(),
        so.lastAt(),
        stream.count,
        Sha256.end(digest),
        "");
  }

  /** Gives up a file that is not finished; a finished one stays. */
  @Override
  public void close() throws IOException {
    writer.close();
    Files.deleteIfExists(unfinished);
  }

  private static final class CountingStream extends DigestOutputStream {
    private long count;

    CountingStream(OutputStream file, MessageDigest digest) {
      super(new BufferedOutputStream(file, 1 << 16), digest);
    }

    @Override
    public void write(int b) throws IOException {
      super.write(b);
      count++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      super.write(bytes, offset, length);
      count += length;
    }
  }
}
