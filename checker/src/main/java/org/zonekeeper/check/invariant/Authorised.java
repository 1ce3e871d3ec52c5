package org.zonekeeper.check.invariant;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.zonekeeper.check.judge.Findings;
import org.zonekeeper.check.judge.HashedEntry;
import org.zonekeeper.check.judge.Judge;
import org.zonekeeper.schemas.journal.CallAttempted;
import org.zonekeeper.schemas.journal.DiallingAuthorised;

/**
 * F4: every attempt was made under a dial authorisation of its job, in its time and number. Judged
 * by the journal's own authorisations, whether or not the zone has marked the attempt.
 */
public final class Authorised extends Judge {
  public static final String ID = "authorised";

  /** Attempts are reported in seconds, and after an outage when it is over. */
  private static final long KEPT_MILLIS = Duration.ofHours(1).toMillis();

  private final Map<String, Lease> leases = new LinkedHashMap<>();

  /** What is left of an authorisation. */
  private static final class Lease {
    private final String job;
    private final long validUntil;
    private int left;

    Lease(DiallingAuthorised e) {
      this.job = e.getJobId();
      this.validUntil = e.getValidUntil();
      this.left = e.getCount();
    }
  }

  /** Of one zone's journal. */
  public Authorised() {
    super(ID, "every attempt under a valid dial authorisation");
  }

  @Override
  public void next(HashedEntry entry, Findings findings) {
    switch (entry.event()) {
      case DiallingAuthorised e -> {
        forget(e.getHeader().getAt() - KEPT_MILLIS);
        leases.put(e.getAuthorisationId(), new Lease(e));
      }
      case CallAttempted e -> attempted(entry, e, findings);
      default -> {
        // Neither gives nor uses an authorisation.
      }
    }
  }

  private void attempted(HashedEntry entry, CallAttempted e, Findings findings) {
    findings.count("attempts");
    Lease lease = leases.get(e.getAuthorisationId());
    if (lease == null || !lease.job.equals(e.getJobId())) {
      fault(
          entry, e, "which job " + e.getJobId() + " was not given within the last hour", findings);
    } else if (lease.left <= 0) {
      fault(entry, e, "all of which was used", findings);
    } else if (e.getAttemptedAt() > lease.validUntil) {
      long late = e.getAttemptedAt() - lease.validUntil;
      fault(entry, e, "which had run out %d ms before".formatted(late), findings);
    } else {
      lease.left--;
    }
  }

  private static void fault(HashedEntry entry, CallAttempted e, String what, Findings findings) {
    findings.fault(
        entry,
        "%s: call %s was dialled under authorisation '%s', %s"
            .formatted(entry, e.getCallId(), e.getAuthorisationId(), what));
  }

  private void forget(long before) {
    var oldest = leases.values().iterator();
    while (oldest.hasNext() && oldest.next().validUntil < before) {
      oldest.remove();
    }
  }
}
