package org.zonekeeper.domain.state;

import java.util.stream.Stream;
import org.zonekeeper.schemas.state.Authorisation;
import org.zonekeeper.schemas.state.JobRecord;

/** The dial authorisations that a job has been given and not forgotten. Stateless. */
public final class Leases {
  private Leases() {}

  /** Those of the job, the oldest first, the ones that ran out a while ago among them. */
  public static Stream<Authorisation> of(JobRecord job) {
    return Stream.concat(job.getLapsed().stream(), job.getAuthorisations().stream());
  }
}
