package org.zonekeeper.domain.state;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.zonekeeper.domain.index.EntityKey;
import org.zonekeeper.schemas.state.State.Entity;

/**
 * A zone's entities in one figure: the sum, modulo 2^256, of each entity's SHA-256, over its
 * schema's full name and its Avro binary body (which is canonical here because no entity holds a
 * map). A sum, because then the digest of a zone that is followed costs what changed since it was
 * last asked for, not what the zone holds: a takeover asks for it before it says anything.
 *
 * <p>It covers the state as it was in one version of the contract: fields and kinds of entity that
 * are {@code @since} a later one are left out, whatever their values. So the fold of an older
 * journal has the digest that its events say, and a store that an older program left, in which
 * those fields are empty, has that of the journal's fold.
 *
 * <p>It tells a state that differs by mistake. Against one that somebody forges on purpose there is
 * the journal's hash chain. Confined to the thread that has the zone.
 */
final class StateDigest {
  private static final BigInteger LOWEST_256_BITS =
      BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);

  private final Function<EntityKey, Optional<Entity>> entities;
  private final IntSupplier version;
  private final Map<EntityKey, BigInteger> hashes = new HashMap<>();
  private final Set<EntityKey> stale = new HashSet<>();
  private final Map<Schema, SpecificDatumWriter<Entity>> writers = new HashMap<>();
  private final MessageDigest sha = sha256();
  private final OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), sha);
  private final BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
  private BigInteger sum = BigInteger.ZERO;
  private int covered;

  /**
   * @param entities the entity of a key as it is now
   * @param version of the state that the digest is to cover, as it is now
   */
  StateDigest(Function<EntityKey, Optional<Entity>> entities, IntSupplier version) {
    this.entities = entities;
    this.version = version;
  }

  /** The entity is new, or not what it was. */
  void changed(EntityKey key) {
    stale.add(key);
  }

  /** The entity is gone. One that came and went between two questions leaves nothing behind. */
  void gone(EntityKey key) {
    if (hashes.containsKey(key)) {
      stale.add(key);
    } else {
      stale.remove(key);
    }
  }

  /** Takes what has changed into account now, so that {@link #value} need not. */
  void settle() {
    if (covered != version.getAsInt()) {
      covered = version.getAsInt();
      writers.clear();
      stale.addAll(hashes.keySet());
    }
    stale.forEach(this::bringUpToDate);
    stale.clear();
  }

  /** The digest, 64 hex digits. */
  String value() {
    settle();
    return "%064x".formatted(sum);
  }

  private void bringUpToDate(EntityKey key) {
    Optional<BigInteger> now =
        entities.apply(key).filter(entity -> covers(entity.getSchema())).map(this::hash);
    BigInteger before = now.isPresent() ? hashes.put(key, now.get()) : hashes.remove(key);
    sum =
        sum.add(now.orElse(BigInteger.ZERO))
            .subtract(before == null ? BigInteger.ZERO : before)
            .and(LOWEST_256_BITS);
  }

  private BigInteger hash(Entity entity) {
    try {
      encoder.writeString(entity.getSchema().getFullName());
      writers.computeIfAbsent(entity.getSchema(), Covered::new).write(entity, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new BigInteger(1, sha.digest());
  }

  /** A schema or a field that does not say since when it is, is of the first version. */
  private boolean covers(JsonProperties schemaOrField) {
    return !(schemaOrField.getObjectProp("since") instanceof Integer since) || since <= covered;
  }

  /** Leaves out what the digest does not cover, as if the contract had never got it. */
  private final class Covered extends SpecificDatumWriter<Entity> {
    Covered(Schema schema) {
      super(schema);
    }

    @Override
    protected void writeField(Object record, Schema.Field field, Encoder out, Object state)
        throws IOException {
      if (covers(field)) {
        super.writeField(record, field, out, state);
      }
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
