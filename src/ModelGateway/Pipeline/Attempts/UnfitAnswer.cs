namespace ModelGateway.Pipeline.Attempts;

/// <summary>A settled attempt's answer that is not what was asked for: the same deployment is asked again, or the next one.</summary>
/// <param name="Reason">The exception that the caller gets where there is no other deployment to ask.</param>
/// <param name="AskAgain">Whether the same deployment is asked first.</param>
internal sealed record UnfitAnswer(GatewayException Reason, bool AskAgain);
