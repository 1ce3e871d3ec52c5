package org.zonekeeper.schemas.wire;

import java.io.IOException;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.specific.SpecificRecord;

/** How one record type becomes bytes: its header, and Avro's writer of its body. Any thread. */
final class RecordEncoding {
  private final byte[] header;
  private final DatumWriter<SpecificRecord> writer;

  RecordEncoding(byte[] header, Class<? extends SpecificRecord> type) {
    this(header, AvroBody.writerFor(type));
  }

  RecordEncoding(byte[] header, DatumWriter<SpecificRecord> writer) {
    this.header = header;
    this.writer = writer;
  }

  byte[] encode(SpecificRecord record) throws IOException {
    return AvroBody.write(header, writer, record);
  }
}
