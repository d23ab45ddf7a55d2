namespace ModelGateway.Pipeline.Attempts;

/// <summary>What has been seen of an answer that is under way.</summary>
internal interface IAttemptProgress
{
    AttemptResult Result { get; }
}
