package org.zonekeeper.domain.state;

import java.util.Collection;
import java.util.Optional;
import org.zonekeeper.domain.index.AgentIndex;
import org.zonekeeper.domain.index.BlendIndex;
import org.zonekeeper.domain.index.CallIndex;
import org.zonekeeper.domain.index.CallbackIndex;
import org.zonekeeper.domain.index.Deadlines;
import org.zonekeeper.domain.index.StaffIndex;
import org.zonekeeper.schemas.state.AgentRecord;
import org.zonekeeper.schemas.state.AnswerRecord;
import org.zonekeeper.schemas.state.CallRecord;
import org.zonekeeper.schemas.state.CallbackRecord;
import org.zonekeeper.schemas.state.CampaignRecord;
import org.zonekeeper.schemas.state.DoNotCallContact;
import org.zonekeeper.schemas.state.InboundSkillRecord;
import org.zonekeeper.schemas.state.JobRecord;
import org.zonekeeper.schemas.state.ZoneRecord;

/**
 * A zone as decisions see it: read-only. The records are the state's own; a test proves that
 * nothing but applications sets their fields. Confined to the zone's thread.
 */
public interface ZoneView {
  ZoneRecord zone();

  Optional<AgentRecord> agent(String agentId);

  Optional<CallRecord> call(String callId);

  Optional<JobRecord> job(String jobId);

  /** The answer to a command that came within the last ten minutes. */
  Optional<AnswerRecord> answer(String commandId);

  /** Whether the call has had its end within the last ten minutes. */
  boolean hasEnded(String callId);

  /** Whether the fact with this fingerprint has led to an event within the last day. */
  boolean hasDecided(long fingerprint);

  /** All agents, by id. */
  Collection<AgentRecord> agents();

  /** All calls under way, by id. */
  Collection<CallRecord> calls();

  /** The calls under way whose id is greater, by id. */
  Collection<CallRecord> callsAfter(String callId);

  /** All jobs, by id. */
  Collection<JobRecord> jobs();

  /** A campaign that is or was called for, with what its calls of the day came to. */
  Optional<CampaignRecord> campaign(String campaign);

  /** All campaigns, by name. */
  Collection<CampaignRecord> campaigns();

  /** A callback that is to come, or that an agent has in hand. */
  Optional<CallbackRecord> callback(String callbackId);

  /** All callbacks, by id. */
  Collection<CallbackRecord> callbacks();

  /** What is not to be called of a contact, as far as the zone was told of late. */
  Optional<DoNotCallContact> doNotCall(String campaign, String contact);

  /** How many people wait for a skill on the inbound side, and when the blender acts on it. */
  Optional<InboundSkillRecord> inboundSkill(String skill);

  /** All of these, by skill. */
  Collection<InboundSkillRecord> inboundSkills();

  BlendIndex blendIndex();

  CallbackIndex callbackIndex();

  AgentIndex agentIndex();

  StaffIndex staffIndex();

  CallIndex callIndex();

  /** All deadlines of agents and calls. */
  Deadlines deadlines();
}
