/**
 * What an Agent Manager answers at its query port, over HTTP: paths, answers, and a client, for
 * auditors and operators.
 */
package org.zonekeeper.schemas.query;
