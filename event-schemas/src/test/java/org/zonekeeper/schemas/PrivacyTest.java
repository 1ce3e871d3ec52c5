package org.zonekeeper.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;

/**
 * No record of any topic has room for a customer's name or number. Every text field of the contract
 * is named here, with what may be in it: whoever adds one has to say so, and to a customer only a
 * reference may point.
 */
class PrivacyTest {
  /** Ids that zones, desktops, platforms and programs give to things of their own. */
  private static final Set<String> IDS =
      Set.of(
          "zone",
          "otherZone",
          "toZone",
          "movedFrom",
          "failoverZone",
          "commandId",
          "factId",
          "orderId",
          "callId",
          "calls",
          "unknownCalls",
          "jobId",
          "targetJobId",
          "authorisationId",
          "checkId",
          "requestId",
          "consultId",
          "callbackId",
          "noteId",
          "changeId",
          "workId",
          "replaces",
          "legId",
          "redialOf",
          "sessionId",
          "resumeDigest",
          "id",
          "correlation",
          "subject",
          "campaign");

  /** The one pointer to a customer: a line of the campaign's list, which can be erased there. */
  private static final Set<String> REFERENCES = Set.of("contact");

  /** Agents and supervisors, by the ids of the installation; they are staff, not customers. */
  private static final Set<String> STAFF =
      Set.of(
          "agentId",
          "toAgentId",
          "secondAgentId",
          "notFor",
          "forAgentId",
          "fromAgentId",
          "createdBy",
          "actor",
          "extension",
          "locale",
          "skill",
          "skills");

  /**
   * An external second party's number: of whom an agent consults or transfers to, a department or a
   * partner, not of a customer.
   */
  private static final Set<String> SECOND_PARTIES = Set.of("address", "number", "secondAddress");

  /**
   * What an agent keys in, for the other side's machine or to call somebody who stands on no list;
   * in no event, which have the digits' count, and of a number nothing.
   */
  private static final Set<String> KEYED = Set.of("digits", "keyedNumber");

  /** Programs and their addresses. */
  private static final Set<String> PROGRAMS =
      Set.of(
          "agentManager",
          "toAgentManager",
          "incarnation",
          "origin",
          "gateway",
          "platform",
          "groupInstanceId",
          "transactionalId",
          "peerAddress",
          "queryAddress",
          "standbys");

  /** Names of types, and codes of the job or the system. */
  private static final Set<String> VOCABULARY =
      Set.of(
          "type",
          "command",
          "fact",
          "cause",
          "withheldType",
          "reasonCode",
          "completionCode",
          "defaultCompletionCode",
          "completionCodes",
          "requiredSkills",
          // Of a contact's numbers, such as "mobile": which one, never the number.
          "numberKind",
          "numberKinds",
          // What is known of a contact, such as "email": which, never its value.
          "detail",
          "timeZone",
          // When, where the contact is: no more than the times in every header.
          "localTime",
          "expiresAt",
          "opensAt",
          "closesAt",
          "callingHoursFrom",
          "callingHoursTo",
          "callbackTypes",
          // A page's address; what is filled in are ids that stand in the same record.
          "scriptUrl");

  /** Sentences that programs write, of ids and codes; nobody types them. */
  private static final Set<String> SENTENCES = Set.of("text", "grounds");

  /** Those of numbers and texts are under a secret, so that nobody can try them all out. */
  private static final Set<String> HASHES =
      Set.of("stateDigest", "previousHash", "journalHash", "numberHash", "textHash");

  @Test
  void shouldHaveRoomForNothingButTheFieldsNamedHere() {
    Set<String> fields = new TreeSet<>();
    Topics.all().stream()
        .flatMap(topic -> topic.types().stream())
        .forEach(type -> collect(SpecificData.get().getSchema(type), fields, new HashSet<>()));

    Set<String> allowed = new TreeSet<>();
    Stream.of(
            IDS, REFERENCES, STAFF, SECOND_PARTIES, KEYED, PROGRAMS, VOCABULARY, SENTENCES, HASHES)
        .forEach(allowed::addAll);
    assertThat(fields)
        .as("text fields; see docs/proof.md on privacy before naming a new one here")
        .isEqualTo(allowed);
  }

  private static void collect(Schema schema, Set<String> fields, Set<String> seen) {
    if (schema.getType() != Schema.Type.RECORD || !seen.add(schema.getFullName())) {
      return;
    }
    for (Schema.Field field : schema.getFields()) {
      leaves(field.schema()).forEach(leaf -> visit(field, leaf, fields, seen));
    }
  }

  private static void visit(Schema.Field field, Schema leaf, Set<String> fields, Set<String> seen) {
    switch (leaf.getType()) {
      case STRING, BYTES, FIXED, MAP -> fields.add(field.name());
      default -> collect(leaf, fields, seen);
    }
  }

  private static List<Schema> leaves(Schema schema) {
    return switch (schema.getType()) {
      case UNION -> schema.getTypes().stream().flatMap(one -> leaves(one).stream()).toList();
      case ARRAY -> leaves(schema.getElementType());
      default -> List.of(schema);
    };
  }
}
