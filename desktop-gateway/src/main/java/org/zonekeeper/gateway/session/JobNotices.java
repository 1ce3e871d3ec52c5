package org.zonekeeper.gateway.session;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.zonekeeper.gateway.journal.EventMapping;
import org.zonekeeper.gateway.protocol.Notification;
import org.zonekeeper.gateway.protocol.NotificationType;
import org.zonekeeper.schemas.common.JobSettings;
import org.zonekeeper.schemas.journal.JobChanged;
import org.zonekeeper.schemas.journal.JobEnded;
import org.zonekeeper.schemas.journal.JobPaused;
import org.zonekeeper.schemas.journal.JobResumed;
import org.zonekeeper.schemas.journal.JobStarted;
import org.zonekeeper.schemas.journal.JobStopping;
import org.zonekeeper.schemas.journal.Journal.Event;

/** Which job event is which notification to supervisors. Stateless. */
public final class JobNotices {

  /**
   * A job's change as supervisors are told it.
   *
   * @param ended whether nothing more will be heard of the job
   */
  public record JobNotice(String jobId, Notification notification, boolean ended) {}

  private JobNotices() {}

  /** The notice of an event, if it is one of jobs. */
  public static Optional<JobNotice> of(Event event) {
    return switch (event) {
      case JobStarted e ->
          Optional.of(notice(e, e.getJobId(), "STARTED", Optional.of(e.getSettings())));
      case JobPaused e -> Optional.of(notice(e, e.getJobId(), "PAUSED", Optional.empty()));
      case JobResumed e -> Optional.of(notice(e, e.getJobId(), "RESUMED", Optional.empty()));
      case JobChanged e ->
          Optional.of(notice(e, e.getJobId(), "CHANGED", Optional.of(e.getSettings())));
      case JobStopping e -> Optional.of(notice(e, e.getJobId(), "STOPPING", Optional.empty()));
      case JobEnded e -> Optional.of(notice(e, e.getJobId(), "ENDED", Optional.empty()));
      default -> Optional.empty();
    };
  }

  private static JobNotice notice(
      Event event, String jobId, String status, Optional<JobSettings> settings) {
    Notification notification =
        Notification.of(NotificationType.SUP_JOB_STATUS, EventMapping.placeOf(event.getHeader()))
            .with("job", jobId)
            .with("status", status)
            .with("settings", settings.map(JobNotices::plain).orElse(null));
    return new JobNotice(jobId, notification, event instanceof JobEnded);
  }

  private static Map<String, Object> plain(JobSettings settings) {
    Map<String, Object> plain = new LinkedHashMap<>();
    for (Schema.Field field : settings.getSchema().getFields()) {
      Object value = settings.get(field.pos());
      plain.put(field.name(), value instanceof Enum<?> constant ? constant.name() : value);
    }
    return plain;
  }
}
