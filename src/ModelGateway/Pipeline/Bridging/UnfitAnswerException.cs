namespace ModelGateway.Pipeline.Bridging;

/// <summary>
/// Thrown by an operation whose attempt is settled, but whose answer is not what was asked for: the same deployment is asked again, or
/// the next one. It never leaves the runner.
/// </summary>
/// <param name="reason">What the caller is told where nobody is left to ask.</param>
/// <param name="askAgain">Whether the same deployment is asked first.</param>
internal sealed class UnfitAnswerException(GatewayException reason, bool askAgain) : Exception
{
    public GatewayException Reason => reason;

    public bool AskAgain => askAgain;
}
