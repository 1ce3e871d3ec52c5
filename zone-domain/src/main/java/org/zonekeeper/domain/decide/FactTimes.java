package org.zonekeeper.domain.decide;

import org.apache.avro.specific.SpecificData;
import org.zonekeeper.domain.input.Input;
import org.zonekeeper.schemas.fact.FactBarrier;
import org.zonekeeper.schemas.fact.Facts.Fact;
import org.zonekeeper.schemas.fact.LiveVoiceDetected;

/**
 * When facts happened, by the zone's time. A zone whose time is ahead would find every call rung
 * out and every budget spent at once, give all calls up, and dial anew as fast as it may.
 */
final class FactTimes {
  private FactTimes() {}

  /** The fact, with the times that it would have if the platform's clock were the zone's. */
  static Fact ofTheZone(Input.Fact input) {
    long ahead = input.zoneAhead();
    // Owners write barriers, by the zone's time.
    if (ahead == 0 || input.fact() instanceof FactBarrier) {
      return input.fact();
    }
    Fact fact = SpecificData.get().deepCopy(input.fact().getSchema(), input.fact());
    fact.getHeader().setOccurredAt(fact.getHeader().getOccurredAt() + ahead);
    if (fact instanceof LiveVoiceDetected answer) {
      answer.setAnsweredAt(answer.getAnsweredAt() + ahead);
      answer.setGreetingEndedAt(answer.getGreetingEndedAt() + ahead);
    }
    return fact;
  }
}
