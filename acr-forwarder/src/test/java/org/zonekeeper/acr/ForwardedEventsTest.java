package org.zonekeeper.acr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.zonekeeper.schemas.Topics;

class ForwardedEventsTest {
  @Test
  void everyEventOfTheContractIsEitherForwardedOrKeptBackOnPurpose() {
    Set<Class<? extends SpecificRecord>> decided = new HashSet<>(ForwardedEvents.FORWARDED);
    decided.addAll(ForwardedEvents.KEPT_BACK);

    assertThat(decided).isEqualTo(Set.copyOf(Topics.JOURNAL.types()));
    assertThat(ForwardedEvents.FORWARDED).doesNotContainAnyElementsOf(ForwardedEvents.KEPT_BACK);
  }
}
