package org.zonekeeper.check.row;

import java.util.HashMap;
import java.util.Map;
import org.zonekeeper.check.judge.Findings;
import org.zonekeeper.check.judge.HashedEntry;
import org.zonekeeper.check.judge.Judge;
import org.zonekeeper.schemas.journal.AgentLoggedOff;
import org.zonekeeper.schemas.journal.AgentLoggedOn;
import org.zonekeeper.schemas.journal.DesktopResumed;

/**
 * X7: a session that another gateway took up goes on: nobody logs on anew right after, and who
 * stays away is held to be lost only after the grace of whoever holds the session. A journal in
 * which no session went to another gateway, and no gateway was lost, puts nothing to the test here.
 */
public final class X07SessionsResumed extends Judge {
  private static final String GATEWAY_TIMEOUT = "GatewayTimeout";

  private final Map<String, Held> sessions = new HashMap<>();
  private long resumed;
  private long timedOut;

  /** Who holds an agent's session, since when, and with what grace. */
  private record Held(String gateway, long since, long graceMs) {}

  /** Of one zone's journal. */
  public X07SessionsResumed() {
    super("X7", "a session goes on at another gateway");
  }

  @Override
  public void next(HashedEntry entry, Findings findings) {
    switch (entry.event()) {
      case AgentLoggedOn e when e.getHolder() != null ->
          sessions.put(
              e.getAgentId(),
              new Held(e.getHolder().getGateway(), entry.at(), e.getHolder().getResumeGraceMs()));
      case DesktopResumed e -> {
        resumed++;
        Held before = sessions.get(e.getAgentId());
        findings.require(
            before == null || !before.gateway().equals(e.getGateway()),
            entry,
            "%s: gateway %s held the session already".formatted(entry, e.getGateway()));
        sessions.put(e.getAgentId(), new Held(e.getGateway(), entry.at(), e.getResumeGraceMs()));
      }
      case AgentLoggedOff e -> loggedOff(entry, e, findings);
      default -> {
        // Says nothing of sessions.
      }
    }
  }

  private void loggedOff(HashedEntry entry, AgentLoggedOff off, Findings findings) {
    Held held = sessions.remove(off.getAgentId());
    if (held == null) {
      return;
    }
    long after = entry.at() - held.since();
    if (off.getHeader().getCause().getType().equals(GATEWAY_TIMEOUT)) {
      timedOut++;
      findings.require(
          after >= held.graceMs(),
          entry,
          "%s comes %d ms after gateway %s took the session, whose grace is %d ms"
              .formatted(entry, after, held.gateway(), held.graceMs()));
    }
  }

  @Override
  public void end(Findings findings) {
    findings.exercisedIfAny(resumed + timedOut, "session lost its gateway");
    findings.count("sessions resumed at another gateway", resumed);
    findings.count("sessions ended with their gateway", timedOut);
  }
}
