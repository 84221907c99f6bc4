// Compiles where the compiler knows GL_KHR_cooperative_matrix; with BFLOAT16, GL_EXT_bfloat16 as well.
#extension GL_KHR_cooperative_matrix : require
#extension GL_KHR_memory_scope_semantics : require
#include "include/narrow.glsl"

layout(local_size_x = 32) in;

shared uvec4 elements[32];

void main()
{
    coopmat<NARROW, gl_ScopeSubgroup, 16, 16, gl_MatrixUseA> matrix;
    coopMatLoad(matrix, elements, 0, 2, gl_CooperativeMatrixLayoutRowMajor);
}
