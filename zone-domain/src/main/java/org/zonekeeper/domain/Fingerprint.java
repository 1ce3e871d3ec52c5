package org.zonekeeper.domain;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.zonekeeper.schemas.command.AddAgentNote;
import org.zonekeeper.schemas.command.AddToDoNotCall;
import org.zonekeeper.schemas.command.ChangeContactDetail;
import org.zonekeeper.schemas.command.SendDtmf;
import org.zonekeeper.schemas.common.DoNotCallNumber;
import org.zonekeeper.schemas.level.FeatureLevel;
import org.zonekeeper.schemas.level.RequiredLevel;

/**
 * Computes the eight bytes by which a command or a fact is known when it comes again: the first of
 * the SHA-256 over its type, its id and what it says. The rest of its header is left out, since a
 * command that is sent again may have another time and come through another gateway. Among the
 * facts that a zone remembers, two that differ have the same fingerprint by a chance of one in
 * ninety trillion. Confined to the zone's thread.
 */
final class Fingerprint {
  private static final int HEADER = 0;

  private final MessageDigest sha = sha256();
  private final BinaryEncoder encoder =
      EncoderFactory.get()
          .binaryEncoder(new DigestOutputStream(OutputStream.nullOutputStream(), sha), null);
  private final Map<Class<?>, List<Part>> parts = new HashMap<>();

  /** A field that counts, and how it is written. */
  private record Part(Schema.Field field, boolean later, SpecificDatumWriter<Object> writer) {
    static Part of(Schema.Field field) {
      return new Part(field, isLater(field), new AsFirstSaid(field.schema()));
    }
  }

  /** Never 0, which stands for none. */
  long of(SpecificRecord record, String id) {
    try {
      encoder.writeString(record.getSchema().getFullName());
      encoder.writeString(id);
      for (Part part : parts.computeIfAbsent(record.getClass(), type -> parts(record))) {
        if (!part.later || !isUsual(part.field, record.get(part.field.pos()))) {
          part.writer.write(said(record, part.field), encoder);
        }
      }
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    long fingerprint = ByteBuffer.wrap(sha.digest()).getLong();
    return fingerprint == 0 ? 1 : fingerprint;
  }

  private static List<Part> parts(SpecificRecord record) {
    return record.getSchema().getFields().stream()
        .filter(field -> field.pos() != HEADER)
        .filter(field -> !isSecret(record, field) && !isLookedUp(record, field))
        .map(Part::of)
        .toList();
  }

  private static boolean isLater(Schema.Field field) {
    return RequiredLevel.ofField(field) > FeatureLevel.FIRST.number();
  }

  /**
   * Whether a field has its default. If it came with a later level, a program that did not know it
   * gave the same command or fact the same fingerprint.
   */
  private static boolean isUsual(Schema.Field field, Object value) {
    return Objects.equals(value, SpecificData.get().getDefaultValue(field));
  }

  /** Leaves out, of nested records too, what says nothing that came with a later level. */
  private static final class AsFirstSaid extends SpecificDatumWriter<Object> {
    AsFirstSaid(Schema schema) {
      super(schema);
    }

    @Override
    protected void writeField(Object record, Schema.Field field, Encoder out, Object state)
        throws IOException {
      boolean later = isLater(field);
      if (!later || !isUsual(field, ((IndexedRecord) record).get(field.pos()))) {
        if (later) {
          // Which of them it is, since any may be left out.
          out.writeString(field.name());
        }
        super.writeField(record, field, out, state);
      }
    }
  }

  /** Digits may be card data, and so few that a hash of them gives them away. */
  private static boolean isSecret(SpecificRecord record, Schema.Field field) {
    return record instanceof SendDtmf && field.name().equals("digits");
  }

  /**
   * What the gateway adds: which call the contact was in hand with, and later there is another; the
   * hash of a text, for which it needs the contact store.
   */
  private static boolean isLookedUp(SpecificRecord record, Schema.Field field) {
    boolean writes = record instanceof AddAgentNote || record instanceof ChangeContactDetail;
    return switch (field.name()) {
      case "callId" -> writes || record instanceof AddToDoNotCall;
      case "textHash" -> writes;
      default -> false;
    };
  }

  /**
   * Without what the gateway may know one time, and not another: the numbers behind their kinds.
   */
  private static Object said(SpecificRecord record, Schema.Field field) {
    if (record instanceof AddToDoNotCall command && field.name().equals("numbers")) {
      return command.getAllNumbers()
          ? List.of()
          : command.getNumbers().stream()
              .map(number -> new DoNotCallNumber(number.getNumberKind(), null))
              .toList();
    }
    return record.get(field.pos());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
