package org.zonekeeper.am.domain;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * SHA-256 over records in the order given, each as its schema's full name and its Avro binary body,
 * which is canonical here because no entity holds a map.
 */
final class Digest {
  private Digest() {}

  static String of(Stream<SpecificRecord> records) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      try (var out =
          new DigestOutputStream(new ByteArrayOutputStream(0), sha) {
            @Override
            public void write(byte[] bytes, int offset, int length) {
              sha.update(bytes, offset, length);
            }

            @Override
            public void write(int value) {
              sha.update((byte) value);
            }
          }) {
        for (SpecificRecord record : (Iterable<SpecificRecord>) records::iterator) {
          out.write(record.getSchema().getFullName().getBytes(StandardCharsets.UTF_8));
          BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
          new SpecificDatumWriter<SpecificRecord>(record.getSchema()).write(record, encoder);
        }
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
