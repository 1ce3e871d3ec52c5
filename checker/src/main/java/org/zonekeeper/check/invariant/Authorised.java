package org.zonekeeper.check.invariant;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.zonekeeper.check.judge.Findings;
import org.zonekeeper.check.judge.HashedEntry;
import org.zonekeeper.check.judge.Judge;
import org.zonekeeper.schemas.common.PacingMode;
import org.zonekeeper.schemas.journal.CallAttempted;
import org.zonekeeper.schemas.journal.ContactDialled;
import org.zonekeeper.schemas.journal.ContactOffered;
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
    private final boolean reserves;
    private int left;

    Lease(DiallingAuthorised e) {
      this.job = e.getJobId();
      this.validUntil = e.getValidUntil();
      this.left = e.getCount();
      this.reserves = e.getPacing() == PacingMode.PREVIEW || e.getPacing() == PacingMode.MANUAL;
    }

    /** Of the one attempt that an agent asked for. */
    Lease(ContactDialled e) {
      this.job = e.getJobId();
      this.validUntil = e.getValidUntil();
      this.left = 1;
      this.reserves = false;
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
      case ContactDialled e -> leases.put(e.getAuthorisationId(), new Lease(e));
      case ContactOffered e -> offered(entry, e, findings);
      case CallAttempted e -> attempted(entry, e, findings);
      default -> {
        // Neither gives nor uses an authorisation.
      }
    }
  }

  /** A contact is shown under an authorisation to reserve some, and uses one of them up. */
  private void offered(HashedEntry entry, ContactOffered e, Findings findings) {
    if (e.getCallbackId() != null) {
      // Of no list; whether it may be shown is F27's to say.
      return;
    }
    Lease lease = leases.get(e.getAuthorisationId());
    if (lease == null || !lease.reserves || !lease.job.equals(e.getJobId()) || lease.left <= 0) {
      findings.fault(
          entry,
          "%s: contact %s was reserved under '%s', which gives job %s none"
              .formatted(entry, e.getContact(), e.getAuthorisationId(), e.getJobId()));
    } else {
      lease.left--;
    }
  }

  private void attempted(HashedEntry entry, CallAttempted e, Findings findings) {
    findings.count("attempts");
    Lease lease = leases.get(e.getAuthorisationId());
    if (lease == null || !lease.job.equals(e.getJobId())) {
      fault(
          entry, e, "which job " + e.getJobId() + " was not given within the last hour", findings);
    } else if (lease.reserves) {
      fault(entry, e, "which was to reserve contacts, not to dial them", findings);
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
