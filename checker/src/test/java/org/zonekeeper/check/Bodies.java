package org.zonekeeper.check;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.zonekeeper.schemas.journal.Journal.Event;

/** Events as bytes and back. */
final class Bodies {
  private Bodies() {}

  static byte[] encode(Event event) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
      new SpecificDatumWriter<SpecificRecord>(event.getSchema()).write(event, encoder);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Empty if the bytes are no such record, which is a finding of its own. */
  static Optional<Event> decode(Event like, byte[] body) {
    try {
      BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(body, null);
      Event read =
          (Event) new SpecificDatumReader<SpecificRecord>(like.getSchema()).read(null, decoder);
      return decoder.isEnd() ? Optional.of(read) : Optional.empty();
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  static Event copy(Event event) {
    return decode(event, encode(event)).orElseThrow();
  }
}
