/**
 * The port where an Agent Manager tells auditors and operators of its live stores, over HTTP. Its
 * client is {@link org.zonekeeper.schemas.query.QueryClient}.
 */
package org.zonekeeper.am.query;
