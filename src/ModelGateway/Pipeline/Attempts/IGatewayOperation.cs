using ModelGateway.Pipeline.Stages;

namespace ModelGateway.Pipeline.Attempts;

/// <summary>An operation as the pipeline runs it, in one part or in several with a plan for each.</summary>
/// <typeparam name="TAnswer">What an attempt commits to.</typeparam>
/// <typeparam name="TResult">What the caller gets.</typeparam>
internal interface IGatewayOperation<TAnswer, TResult> : IAttemptOperation<TAnswer>
{
    /// <summary>Takes the answer to one part of the request, and says whether another part begins. A chat has only one part.</summary>
    bool BeginNextPart(GatewayRequest request, TAnswer answer) => false;

    /// <summary>Makes the result. The request is closed, except for a stream, which closes it at its end.</summary>
    TResult Finish(GatewayRequest request, TAnswer answer);
}
