package org.zonekeeper.domain.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.zonekeeper.domain.index.EntityKey;

class FactMemoryTest {
  @Test
  void forgetsTheOldestBeyondItsBound() {
    FactMemory memory = new FactMemory(new Ignored());
    for (long fact = 1; fact <= 2L * FactMemory.TOGETHER * FactMemory.MOST; fact++) {
      memory.note(fact, fact, fact);
    }
    assertThat(memory.entities().all()).hasSize(FactMemory.MOST);
    assertThat(memory.has(1)).isFalse();
    assertThat(memory.has(2L * FactMemory.TOGETHER * FactMemory.MOST)).isTrue();
  }

  private static final class Ignored implements Entities.Changes {
    @Override
    public void changed(EntityKey key) {}

    @Override
    public void gone(EntityKey key) {}
  }
}
