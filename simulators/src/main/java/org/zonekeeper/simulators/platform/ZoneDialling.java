package org.zonekeeper.simulators.platform;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.zonekeeper.schemas.fact.AttemptStarted;
import org.zonekeeper.schemas.fact.ContactsExhausted;
import org.zonekeeper.schemas.order.AuthoriseDialling;
import org.zonekeeper.schemas.order.OrderHeader;
import org.zonekeeper.schemas.order.ResumeContact;
import org.zonekeeper.schemas.order.StopCallingContact;
import org.zonekeeper.schemas.order.SuspendContact;
import org.zonekeeper.simulators.platform.DialList.Dial;
import org.zonekeeper.simulators.platform.PlatformSettings.Leases;
import org.zonekeeper.simulators.platform.PlatformSink.Attempt;

/**
 * Starts one zone's attempts, under leases: never more than authorised, never after the lease,
 * never under the lease of an owner that another has replaced. Confined to the platform's thread.
 */
final class ZoneDialling {
  private static final long SABOTAGE_PERIOD_MS = 500;

  private final ZoneLines zone;
  private final PlatformSettings settings;
  private final PlatformTimers timers;
  private final PlatformSink sink;
  private final Map<String, Job> jobs = new HashMap<>();
  private final Map<String, JobContacts> contacts = new HashMap<>();
  private final Map<String, String> suspended = new HashMap<>();
  private final ZoneReservations reservations;
  private Leases leases;
  private long newestEpoch;
  private long attempts;

  /** What the zone's two halves share. */
  record ZoneLines(
      String name, String run, FactOutbox facts, ZoneCalls calls, DoNotCallList doNotCall) {}

  /**
   * A lease as the platform keeps it.
   *
   * @param end by the platform's own clock, epoch milliseconds
   */
  private record Lease(AuthoriseDialling order, long end) {
    static Lease received(AuthoriseDialling order, long now) {
      return new Lease(order, endOf(order.getHeader(), order.getValidUntil(), now));
    }
  }

  /** Never longer than it was given for, however far the owner's clock may be ahead. */
  static long endOf(OrderHeader header, long validUntil, long now) {
    return Math.min(validUntil, now + validUntil - header.getIssuedAt());
  }

  /** A job's contacts and the names of its calls, whoever dials them. */
  final class JobContacts {
    private final DialList list;
    private final double talkScale;
    private final String jobId;
    private final String campaign;
    private long dials;

    JobContacts(String jobId, String campaign) {
      double meanSeconds = settings.dialling().listOf(campaign).meanTalkSeconds();
      this.jobId = jobId;
      this.campaign = campaign;
      this.talkScale = meanSeconds == 0 ? 1 : settings.calls().talkMean().toMillis() / meanSeconds;
      this.list = new DialList(jobId, campaign, settings.seed(), settings.dialling());
    }

    Optional<Dial> next() {
      return list.next(
          contact ->
              isSuspended(contact)
                  || !ZoneReservations.mayBeCalled(zone.doNotCall(), campaign, contact));
    }

    /** Whether nobody being left is worth a report: those with a callback may come again. */
    boolean ends() {
      return list.ends();
    }

    /** This contact of the list, out of its turn. */
    Optional<Dial> of(String contact) {
      return list.of(contact);
    }

    String nextCallId() {
      return "%s-%s-%s-%d".formatted(zone.name(), jobId, zone.run(), ++dials);
    }

    AttemptOutcome fateOf(Dial dial) {
      return AttemptOutcome.of(settings.seed(), dial, settings.calls(), talkScale);
    }
  }

  private static final class Job {
    private final JobContacts contacts;
    private String newestLease = "";
    private String askedInVain = "";

    Job(JobContacts contacts) {
      this.contacts = contacts;
    }
  }

  ZoneDialling(
      ZoneLines zone, PlatformSettings settings, PlatformTimers timers, PlatformSink sink) {
    this.zone = zone;
    this.settings = settings;
    this.timers = timers;
    this.sink = sink;
    this.leases = settings.faults().leases();
    this.reservations = new ZoneReservations(this, zone, settings, timers);
  }

  /** Contacts that are reserved for agents to look at and to dial. */
  ZoneReservations reservations() {
    return reservations;
  }

  void leases(Leases wanted) {
    leases = wanted;
  }

  long attempts() {
    return attempts;
  }

  /** A callback was arranged with the contact: no list reaches it. */
  void suspend(SuspendContact order) {
    suspended.put(order.getContact(), order.getCallbackId());
  }

  /** Unless another callback was arranged meanwhile. */
  void resume(ResumeContact order) {
    suspended.remove(order.getContact(), order.getCallbackId());
  }

  /** For good, and for whatever was reserved of the contact before. */
  void stopCalling(StopCallingContact order, long now) {
    zone.doNotCall().add(order);
    reservations.withdrawOthers(order, now);
  }

  boolean isSuspended(String contact) {
    return suspended.containsKey(contact);
  }

  /** Every order shows who owns the zone now. */
  void sawEpoch(long epoch) {
    newestEpoch = Math.max(newestEpoch, epoch);
  }

  void authorise(AuthoriseDialling order, long now) {
    Job job = jobs.computeIfAbsent(order.getJobId(), id -> job(id, order.getCampaign()));
    job.newestLease = order.getAuthorisationId();
    Lease lease = Lease.received(order, now);
    long spacing = settings.lines().dialSpacing().toMillis();
    for (int i = 0; i < order.getCount(); i++) {
      timers.at(now + i * spacing, at -> dial(job, lease, at));
    }
    timers.at(lease.end() + SABOTAGE_PERIOD_MS, at -> dialOnUnasked(job, lease, at));
  }

  private Job job(String jobId, String campaign) {
    return new Job(contactsOf(jobId, campaign));
  }

  JobContacts contactsOf(String jobId, String campaign) {
    return contacts.computeIfAbsent(jobId, id -> new JobContacts(id, campaign));
  }

  private void dial(Job job, Lease lease, long now) {
    if (leases == Leases.HONOURED && !valid(lease, now)) {
      return;
    }
    Optional<Dial> dial = job.contacts.next();
    if (dial.isEmpty()) {
      reportUsedUp(job, lease.order(), now);
      return;
    }
    start(job, lease, dial.get(), now);
  }

  /** Once for each lease that asks in vain: a job that was started anew must hear it again. */
  private void reportUsedUp(Job job, AuthoriseDialling lease, long now) {
    if (job.contacts.ends() && !job.askedInVain.equals(lease.getAuthorisationId())) {
      job.askedInVain = lease.getAuthorisationId();
      zone.facts().report(now, header -> new ContactsExhausted(header, lease.getJobId()));
    }
  }

  private boolean valid(Lease lease, long now) {
    return isValid(lease.order().getHeader(), lease.end(), now);
  }

  /** Under the lease of an owner that another has replaced nothing is done. */
  boolean isValid(OrderHeader header, long end, long now) {
    return now <= end && header.getEpoch() >= newestEpoch;
  }

  private void start(Job job, Lease under, Dial dial, long now) {
    AuthoriseDialling lease = under.order();
    String callId = job.contacts.nextCallId();
    started(
        new Attempt(
            now, zone.name(), callId, lease.getJobId(), lease.getAuthorisationId(), under.end()),
        dial.contact().reference());
    zone.calls().begin(callId, job.contacts.fateOf(dial), lease.getRingTimeoutMs(), now);
  }

  /** Puts an attempt on record and reports it. */
  void started(Attempt attempt, String contact) {
    attempts++;
    sink.attempt(attempt);
    zone.facts()
        .report(
            attempt.at(),
            header ->
                new AttemptStarted(
                    header, attempt.callId(), attempt.jobId(), contact, attempt.authorisationId()));
  }

  /** The sabotaged platform dials on under its last lease until it gets a newer one. */
  private void dialOnUnasked(Job job, Lease lease, long now) {
    if (!job.newestLease.equals(lease.order().getAuthorisationId())) {
      return;
    }
    if (leases == Leases.IGNORED) {
      dial(job, lease, now);
    }
    timers.at(now + SABOTAGE_PERIOD_MS, at -> dialOnUnasked(job, lease, at));
  }
}
