namespace ModelGateway.Failures;

/// <summary>What a request is for. A deployment may do well at one and not at the other, so what is learnt of it is kept apart.</summary>
internal enum OperationKind
{
    /// <summary>Chat, streamed or not.</summary>
    Chat,

    /// <summary>Embeddings.</summary>
    Embeddings,
}
