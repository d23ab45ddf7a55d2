using Microsoft.Extensions.Logging;

namespace ModelGateway.Diagnostics;

/// <summary>Every message that the gateway logs. None holds a prompt, an answer or a secret.</summary>
internal static partial class GatewayLog
{
    [LoggerMessage(1, LogLevel.Information, "Gateway '{Gateway}': a changed configuration is in effect.")]
    public static partial void Reloaded(this ILogger logger, string gateway);

    [LoggerMessage(2, LogLevel.Error, "Gateway '{Gateway}': a changed configuration is not valid; the last good one stays in effect.")]
    public static partial void ReloadFailed(this ILogger logger, string gateway, Exception exception);

    [LoggerMessage(3, LogLevel.Warning, "{RequestId}: {Deployment} failed ({Failure}, status {Status}): {Message}")]
    public static partial void AttemptFailed(
        this ILogger logger, string requestId, string deployment, FailureKind failure, int? status, string message);

    [LoggerMessage(4, LogLevel.Warning,
        "The circuit breaker of {Deployment} opened after {Failures} failures in a row, the last with: {Message}")]
    public static partial void BreakerOpened(this ILogger logger, string deployment, int failures, string message);

    [LoggerMessage(5, LogLevel.Debug, "{Receipt}")]
    public static partial void RequestClosed(this ILogger logger, GatewayReceipt receipt);

    [LoggerMessage(6, LogLevel.Error, "A receipt observer threw; the request is not affected.")]
    public static partial void ObserverFailed(this ILogger logger, Exception exception);

    [LoggerMessage(
        7, LogLevel.Warning, "{RequestId}: {Deployment} cost {OverrunUsd} US dollars more than was held; the budget is charged in full.")]
    public static partial void BudgetOverrun(this ILogger logger, string requestId, string deployment, decimal overrunUsd);

    [LoggerMessage(8, LogLevel.Warning, "Provider '{Provider}' could not be pre-warmed: {Message}")]
    public static partial void PreWarmFailed(this ILogger logger, string provider, string message);

    [LoggerMessage(9, LogLevel.Error, "The ledger threw; the attempt's entry may be lost.")]
    public static partial void LedgerFailed(this ILogger logger, Exception exception);

    [LoggerMessage(10, LogLevel.Error, "Gateway '{Gateway}': a handler of GatewayEvents threw; the configuration is not affected.")]
    public static partial void EventHandlerFailed(this ILogger logger, string gateway, Exception exception);

    [LoggerMessage(
        11, LogLevel.Warning, "Routes:{Route}:Require cannot be met by any of its candidates, so that every request is refused: {Reasons}")]
    public static partial void RouteWithoutCandidates(this ILogger logger, string? route, string reasons);

    [LoggerMessage(12, LogLevel.Information, "Gateway '{Gateway}': the catalog changed: {Difference}.")]
    public static partial void CatalogChanged(this ILogger logger, string gateway, string difference);

    [LoggerMessage(13, LogLevel.Warning, "Gateway '{Gateway}': the catalog source {Source} could not be used; {Consequence}.")]
    public static partial void CatalogRefreshFailed(
        this ILogger logger, string gateway, string source, string consequence, Exception exception);

    [LoggerMessage(14, LogLevel.Warning, "Gateway '{Gateway}': {Retiring}.")]
    public static partial void ModelRetiring(this ILogger logger, string gateway, string retiring);

    [LoggerMessage(
        41, LogLevel.Warning, "Gateway '{Gateway}': the route '{Route}' leads to '{Target}', which {Doubt}")]
    public static partial void DoubtfulTarget(this ILogger logger, string gateway, string? route, string target, string doubt);

    [LoggerMessage(42, LogLevel.Warning, "Gateway '{Gateway}': {Setting} has a blank in its name. Requests must name it with that blank.")]
    public static partial void NameWithBlank(this ILogger logger, string gateway, string setting);

    [LoggerMessage(
        43, LogLevel.Information,
        "Gateway '{Gateway}': the key in {Variable} is not sent to {Host}, which is not the vendor's address. "
            + "To send it there, set {Fix}.")]
    public static partial void KeyNotSent(this ILogger logger, string gateway, string variable, string host, string fix);

    [LoggerMessage(30, LogLevel.Warning, "The token counter of the family '{Family}' threw; its tokens are estimated.")]
    public static partial void TokenCounterFailed(this ILogger logger, string family, Exception exception);
}
