package org.zonekeeper.am.processor;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zonekeeper.domain.input.Input.Adopt;
import org.zonekeeper.schemas.state.ZoneRecord;
import org.zonekeeper.schemas.status.ZonePhase;

/** What an operator hears of a zone. Told by the zone's thread, which must not wait for it. */
public interface ZoneOperatorLog {
  /** Into the log. */
  ZoneOperatorLog LOGGED = new Logged();

  /** For zones that are nobody's business: practised or simulated ones. */
  ZoneOperatorLog UNTOLD =
      new ZoneOperatorLog() {
        @Override
        public void adopted(ZoneRecord zone, Adopt adopt) {}

        @Override
        public void phase(ZoneRecord zone, ZonePhase phase, int events) {}
      };

  /**
   * A zone has a new owner, this one.
   *
   * @param zone as it is after the adoption
   */
  void adopted(ZoneRecord zone, Adopt adopt);

  /**
   * A zone has changed its phase.
   *
   * @param events decided together with it
   */
  void phase(ZoneRecord zone, ZonePhase phase, int events);

  /** One structured line for each. */
  final class Logged implements ZoneOperatorLog {
    private static final Logger LOG = LoggerFactory.getLogger(ZoneOperatorLog.class);

    private Logged() {}

    @Override
    public void adopted(ZoneRecord zone, Adopt adopt) {
      LOG.info(
          "zone adopted zone={} kind={} epoch={} sequence={} grounds=\"{}\"",
          zone.getZone(),
          adopt.kind(),
          zone.getEpoch(),
          zone.getSequence(),
          adopt.grounds());
    }

    @Override
    public void phase(ZoneRecord zone, ZonePhase phase, int events) {
      LOG.info("zone phase zone={} phase={} events={}", zone.getZone(), phase, events);
    }
  }
}
