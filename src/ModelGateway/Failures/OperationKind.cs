namespace ModelGateway.Failures;

/// <summary>What a request is for. Health is kept for each kind: a deployment may answer chats and fail at embeddings.</summary>
internal enum OperationKind
{
    /// <summary>Chat, streamed or not.</summary>
    Chat,

    /// <summary>Embeddings.</summary>
    Embeddings,
}
