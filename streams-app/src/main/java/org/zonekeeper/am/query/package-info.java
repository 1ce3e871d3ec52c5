/**
 * What an Agent Manager tells auditors and operators of its live stores, over HTTP: the port that
 * answers, and who asks.
 */
package org.zonekeeper.am.query;
