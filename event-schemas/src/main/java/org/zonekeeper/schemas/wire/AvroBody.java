package org.zonekeeper.schemas.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.zonekeeper.schemas.trust.ContractTypes;

/**
 * Avro's binary encoding behind a fixed header; what topics and state stores have in common. Safe
 * for use from any thread: Avro's readers and writers are, and the decoder that is reused is each
 * thread's own.
 */
final class AvroBody {
  static {
    ContractTypes.trust();
  }

  private static final int USUAL_SIZE = 256;
  private static final byte[] NOTHING = {};
  private static final ThreadLocal<BinaryDecoder> DECODER = new ThreadLocal<>();

  private AvroBody() {}

  static DatumWriter<SpecificRecord> writerFor(Class<? extends SpecificRecord> type) {
    return new SpecificDatumWriter<>(TopicRecords.schemaOf(type), SpecificData.getForClass(type));
  }

  /** Writes with an earlier schema of the type what that one has a place for. */
  static DatumWriter<SpecificRecord> writerFor(
      Schema earlier, Class<? extends SpecificRecord> type) {
    return new SpecificDatumWriter<>(earlier, SpecificData.getForClass(type));
  }

  /** Reads what was written with {@code written} into the generated class, by schema resolution. */
  static DatumReader<SpecificRecord> readerFor(
      Schema written, Class<? extends SpecificRecord> type) {
    Schema current = TopicRecords.schemaOf(type);
    return new SpecificDatumReader<>(
        FormerSymbols.of(current).renamedIn(written), current, SpecificData.getForClass(type));
  }

  static byte[] write(byte[] header, DatumWriter<SpecificRecord> writer, SpecificRecord record)
      throws IOException {
    var out = new ByteArrayOutputStream(USUAL_SIZE);
    out.write(header);
    // Unbuffered: it writes straight into the array, and is small enough to be made anew each time.
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    writer.write(record, encoder);
    return out.toByteArray();
  }

  /** Reads exactly the bytes from {@code offset} to the end; bytes left over are an error. */
  static SpecificRecord read(DatumReader<SpecificRecord> reader, byte[] bytes, int offset)
      throws IOException {
    BinaryDecoder decoder =
        DecoderFactory.get().binaryDecoder(bytes, offset, bytes.length - offset, DECODER.get());
    DECODER.set(decoder);
    try {
      SpecificRecord record = reader.read(null, decoder);
      if (!decoder.isEnd()) {
        throw new IOException("bytes are left over behind the record");
      }
      return record;
    } finally {
      // Lets go of the record's bytes, which would otherwise live as long as the thread.
      DecoderFactory.get().binaryDecoder(NOTHING, decoder);
    }
  }
}
