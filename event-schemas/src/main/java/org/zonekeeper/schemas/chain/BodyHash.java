package org.zonekeeper.schemas.chain;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * SHA-256, in lower-case hex, over an event's encoded body: Avro's binary encoding, without the
 * wire format's header, so that neither the registry's ids nor the way of keeping it matter. Each
 * event carries the hash of the one before it.
 *
 * <p>Used by the domain on what it has decided, and by auditors on the raw bytes. Confined to one
 * thread: it keeps its encoder and its writers, since it is called for every event.
 */
public final class BodyHash {
  private final MessageDigest sha = sha256();
  private final OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), sha);
  private final Map<Class<?>, DatumWriter<SpecificRecord>> writers = new HashMap<>();
  private final BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);

  /** Of the body that the event has when it is written with its own, current schema. */
  public String of(SpecificRecord event) {
    try {
      writers.computeIfAbsent(event.getClass(), type -> writer(event)).write(event, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return HexFormat.of().formatHex(sha.digest());
  }

  /** Of a body as it was written, whatever its schema. */
  public String of(byte[] body) {
    return HexFormat.of().formatHex(sha.digest(body));
  }

  private static DatumWriter<SpecificRecord> writer(SpecificRecord event) {
    return new SpecificDatumWriter<>(event.getSchema(), SpecificData.getForClass(event.getClass()));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
