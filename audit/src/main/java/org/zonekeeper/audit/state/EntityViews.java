package org.zonekeeper.audit.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.state.AgentRecord;
import org.zonekeeper.schemas.state.AnswerRecord;
import org.zonekeeper.schemas.state.CallRecord;
import org.zonekeeper.schemas.state.CallbackRecord;
import org.zonekeeper.schemas.state.CampaignRecord;
import org.zonekeeper.schemas.state.DecidedFacts;
import org.zonekeeper.schemas.state.DoNotCallContact;
import org.zonekeeper.schemas.state.EndedCall;
import org.zonekeeper.schemas.state.InboundSkillRecord;
import org.zonekeeper.schemas.state.JobRecord;
import org.zonekeeper.schemas.state.State.Entity;
import org.zonekeeper.schemas.state.ZoneRecord;

/**
 * A zone's entities as JSON, by kind and id: a picture that stays while the state goes on. What
 * only serves to recognise repetitions (answers given, facts decided, calls ended of late) is left
 * out. Stateless; any thread.
 */
public final class EntityViews {
  private static final ObjectMapper JSON = new ObjectMapper();

  private EntityViews() {}

  /**
   * All entities, by "agent a-1", "call c-7", "callback north-7", "do-not-call spring row-7", "job
   * j", "zone north".
   */
  public static Map<String, JsonNode> of(ZoneState state) {
    Map<String, JsonNode> views = new TreeMap<>();
    state
        .entities()
        .forEach(entity -> name(entity).ifPresent(name -> views.put(name, json(entity))));
    return views;
  }

  /** The record as JSON, fields in their order. */
  public static JsonNode json(SpecificRecord record) {
    try {
      return JSON.readTree(record.toString());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Avro printed a record that is not JSON: " + record, e);
    }
  }

  private static Optional<String> name(Entity entity) {
    return switch (entity) {
      case ZoneRecord zone -> Optional.of("zone " + zone.getZone());
      case AgentRecord agent -> Optional.of("agent " + agent.getAgentId());
      case CallRecord call -> Optional.of("call " + call.getCallId());
      case JobRecord job -> Optional.of("job " + job.getJobId());
      case CampaignRecord campaign -> Optional.of("campaign " + campaign.getCampaign());
      case CallbackRecord callback -> Optional.of("callback " + callback.getCallbackId());
      case DoNotCallContact listed ->
          Optional.of("do-not-call %s %s".formatted(listed.getCampaign(), listed.getContact()));
      case InboundSkillRecord skill -> Optional.of("inbound skill " + skill.getSkill());
      case AnswerRecord answer -> Optional.empty();
      case EndedCall ended -> Optional.empty();
      case DecidedFacts decided -> Optional.empty();
    };
  }
}
