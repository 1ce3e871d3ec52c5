package org.zonekeeper.am.domain;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * SHA-256 over records in the order given, each as its schema's full name and its Avro binary body,
 * which is canonical here because no entity holds a map. On the path of every takeover, so one
 * encoder and one writer for each type serve all records.
 */
final class Digest {
  private Digest() {}

  static String of(Stream<SpecificRecord> records) {
    MessageDigest sha = sha256();
    Map<Schema, SpecificDatumWriter<SpecificRecord>> writers = new HashMap<>();
    try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), sha)) {
      BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
      for (SpecificRecord record : (Iterable<SpecificRecord>) records::iterator) {
        encoder.writeString(record.getSchema().getFullName());
        writers
            .computeIfAbsent(record.getSchema(), schema -> new SpecificDatumWriter<>(schema))
            .write(record, encoder);
      }
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return HexFormat.of().formatHex(sha.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
