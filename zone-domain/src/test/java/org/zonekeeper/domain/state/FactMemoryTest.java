package org.zonekeeper.domain.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.zonekeeper.domain.index.EntityKey;
import org.zonekeeper.schemas.state.DecidedFacts;

class FactMemoryTest {
  @Test
  void forgetsTheOldestBeyondItsBound() {
    FactMemory memory = new FactMemory(new Ignored());
    for (long fact = 1; fact <= 2L * FactMemory.TOGETHER * FactMemory.MOST; fact++) {
      memory.note(fact, fact, fact);
    }
    assertThat(memory.entities()).hasSize(FactMemory.MOST);
    assertThat(memory.has(1)).isFalse();
    assertThat(memory.has(2L * FactMemory.TOGETHER * FactMemory.MOST)).isTrue();
  }

  @Test
  void knowsJustWhatTheLastOwnerLeft() {
    FactMemory memory = new FactMemory(new Ignored());
    memory.put(decided(1, 2));
    memory.put(decided(1, 2, 3));
    assertThat(known(memory)).containsExactly(1L, 2L, 3L);

    memory.put(decided(1));
    assertThat(known(memory)).containsExactly(1L);

    memory.put(decided(2, 5));
    assertThat(known(memory)).containsExactly(2L, 5L);

    memory.remove("some");
    assertThat(known(memory)).isEmpty();
  }

  private static DecidedFacts decided(long... fingerprints) {
    ByteBuffer buffer = ByteBuffer.allocate(fingerprints.length * Long.BYTES);
    LongStream.of(fingerprints).forEach(buffer::putLong);
    return new DecidedFacts("some", 0L, buffer.flip());
  }

  private static List<Long> known(FactMemory memory) {
    return LongStream.rangeClosed(1, 5).filter(memory::has).boxed().toList();
  }

  private static final class Ignored implements Entities.Changes {
    @Override
    public void changed(EntityKey key) {}

    @Override
    public void gone(EntityKey key) {}
  }
}
