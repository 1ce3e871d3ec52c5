package org.zonekeeper.check.row;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.zonekeeper.check.evidence.LogLine;
import org.zonekeeper.check.judge.Findings;
import org.zonekeeper.check.run.Outage;
import org.zonekeeper.check.run.Run;
import org.zonekeeper.schemas.journal.ContactDialled;
import org.zonekeeper.schemas.journal.DiallingAuthorised;
import org.zonekeeper.schemas.journal.EventHeader;

/**
 * F4: no attempt starts without a valid lease, so none starts in the zones from the last lease's
 * end to the end of the outage. The leases are those of the journal, not what the platform says of
 * them.
 */
public final class F04NoDialling extends RunJudge {
  /** What the journal allows: some attempts of a job, or one that an agent asked for. */
  private record Lease(String zone, long sequence, int count, long validUntil) {
    static Lease of(DiallingAuthorised e) {
      EventHeader header = e.getHeader();
      return new Lease(header.getZone(), header.getSequence(), e.getCount(), e.getValidUntil());
    }

    static Lease of(ContactDialled e) {
      EventHeader header = e.getHeader();
      return new Lease(header.getZone(), header.getSequence(), 1, e.getValidUntil());
    }
  }

  /** Of one run. */
  public F04NoDialling(Run run) {
    super("F4", "no new dialling in the zones during the outage", run);
  }

  @Override
  void judge(Run run, Findings findings) {
    Map<String, Lease> leases = new HashMap<>();
    run.journal()
        .all(DiallingAuthorised.class)
        .forEach(lease -> leases.put(lease.getAuthorisationId(), Lease.of(lease)));
    run.journal()
        .all(ContactDialled.class)
        .forEach(dialled -> leases.put(dialled.getAuthorisationId(), Lease.of(dialled)));
    List<LogLine> attempts =
        run.platform().stream().filter(line -> line.kind().equals("attempt")).toList();
    withinLeases(attempts, leases, findings);
    long dialled = 0;
    for (Outage outage : run.incidents().mended()) {
      dialled += judge(run, outage, leases, findings);
    }
    findings.exercised(dialled, "attempt before an outage that came and went");
    findings.proof(
        "%d attempts, each within a lease of the journal (%d leases)"
            .formatted(attempts.size(), leases.size()));
  }

  private static void withinLeases(
      List<LogLine> attempts, Map<String, Lease> leases, Findings findings) {
    Map<String, Integer> used = new HashMap<>();
    for (LogLine attempt : attempts) {
      String id = attempt.text("authorisationId");
      Lease lease = leases.get(id);
      if (lease == null || !lease.zone().equals(attempt.zone())) {
        findings.fault(
            "attempt %s in %s used the lease %s, which the zone never gave"
                .formatted(attempt.text("callId"), attempt.zone(), id));
        continue;
      }
      findings.require(
          attempt.at() <= lease.validUntil() && attempt.at() <= attempt.number("validUntil"),
          "attempt %s started at %d, when its lease %s had run out: by the owner at %d, by the platform at %d"
              .formatted(
                  attempt.text("callId"),
                  attempt.at(),
                  id,
                  lease.validUntil(),
                  attempt.number("validUntil")));
      int count = used.merge(id, 1, Integer::sum);
      findings.require(
          count <= lease.count(),
          "lease %s for %d attempts was used %d times".formatted(id, lease.count(), count));
    }
  }

  /** The zone's clock may be ahead of the platform's: what it gave since then is no old lease. */
  private static boolean givenSince(Outage outage, Lease lease) {
    return lease != null && lease.sequence() > outage.takeoverSequence();
  }

  /** How many attempts the zone had before. */
  private static long judge(Run run, Outage outage, Map<String, Lease> leases, Findings findings) {
    long lastLease =
        leases.values().stream()
            .filter(lease -> lease.zone().equals(outage.zone()))
            .filter(lease -> lease.sequence() < outage.takeoverSequence())
            .mapToLong(Lease::validUntil)
            .max()
            .orElse(outage.beganAt());
    List<LogLine> attempts = run.platform(outage.zone(), "attempt");
    long before = attempts.stream().filter(line -> line.at() <= outage.beganAt()).count();
    List<LogLine> late =
        attempts.stream()
            .filter(line -> line.at() > Math.max(lastLease, outage.certainAt()))
            .filter(line -> line.at() <= outage.availableAt())
            .filter(line -> !givenSince(outage, leases.get(line.text("authorisationId"))))
            .toList();
    late.forEach(
        line ->
            findings.fault(
                "attempt %s started in %s %d ms after the last lease, during the outage"
                    .formatted(line.text("callId"), outage.zone(), line.at() - lastLease)));
    findings.proof(
        "%s: %d attempts in %d ms from the last lease's end to ZoneAvailable"
            .formatted(outage.zone(), late.size(), Math.max(0, outage.availableAt() - lastLease)));
    return before;
  }
}
