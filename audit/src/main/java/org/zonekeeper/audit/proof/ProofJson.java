package org.zonekeeper.audit.proof;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.zonekeeper.check.judge.Judgement;

/** A proof for programs. Stateless. */
public final class ProofJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ProofJson() {}

  /** The whole proof as one object. */
  public static ObjectNode of(Proof proof) {
    ObjectNode root = JSON.createObjectNode();
    root.put("source", proof.source())
        .put("outcome", proof.outcome().name())
        .put("events", proof.events())
        .put("millis", proof.took().toMillis());
    var judges = root.putArray("judges");
    for (Judgement one : proof.judgements()) {
      ObjectNode node = judges.addObject();
      node.put("id", one.id()).put("title", one.title()).put("judgedZones", one.judged());
      node.put("faults", one.faults()).set("findings", JSON.valueToTree(one.findings()));
      node.set("counts", JSON.valueToTree(one.counts()));
    }
    var zones = root.putArray("zones");
    for (ZoneProof zone : proof.zones()) {
      ObjectNode node = zones.addObject();
      node.put("zone", zone.zone()).put("events", zone.events()).put("findings", zone.faults());
      zone.end()
          .ifPresent(end -> node.put("lastSequence", end.sequence()).put("lastHash", end.hash()));
      zone.damage().ifPresent(text -> node.put("damage", text));
      node.set("reservations", JSON.valueToTree(zone.reservations()));
    }
    return root;
  }
}
